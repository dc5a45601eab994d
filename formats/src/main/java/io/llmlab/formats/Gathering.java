package io.llmlab.formats;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Finds the files that lie at the given paths: in folders, and in archives up to one inside another.
final class Gathering {

    private final Limits limits;
    private final Unpacking unpacking;
    private final List<InputFile> files = new ArrayList<>();
    private final List<Reading.Rejected> rejected = new ArrayList<>();
    private final List<String> links = new ArrayList<>();

    Gathering(Limits limits, Unpacking unpacking) {
        this.limits = limits;
        this.unpacking = unpacking;
    }

    List<InputFile> files() {
        return files;
    }

    List<Reading.Rejected> rejected() {
        return rejected;
    }

    /// Symbolic links in folders, which are not followed.
    List<String> links() {
        return links;
    }

    void add(Path given) {
        var name = String.valueOf(given.getFileName() == null ? given : given.getFileName());
        try {
            if (Files.isDirectory(given)) {
                addFolder(given.toRealPath(), name);
            } else if (Files.isRegularFile(given)) {
                addFile(new InputFile(
                        given, name, Files.getLastModifiedTime(given).toInstant(), true));
            } else {
                rejected.add(new Reading.Rejected(name, "there is no such file"));
            }
        } catch (IOException failure) {
            rejected.add(new Reading.Rejected(name, "cannot be read: %s".formatted(failure.getMessage())));
        }
    }

    private void addFolder(Path folder, String name) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                return !inner.equals(folder) && isHidden(inner)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                var known = name + "/" + folder.relativize(file).toString().replace('\\', '/');
                if (attributes.isSymbolicLink()) {
                    links.add(known);
                } else if (attributes.isRegularFile() && !isHidden(file)) {
                    addFile(new InputFile(
                            file, known, attributes.lastModifiedTime().toInstant(), false));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }

    private void addFile(InputFile file) throws IOException {
        if (!unpacked(file)) {
            count(file);
        }
    }

    /// Whether nothing is left to do: it was an archive, or is a broken file.
    private boolean unpacked(InputFile file) throws IOException {
        try {
            var isArchive = unpacking.isArchive(file);
            if (isArchive) {
                unpacking.unpack(file, this::addFile, rejected);
            }
            return isArchive;
        } catch (UnreadableResults broken) {
            rejected.add(new Reading.Rejected(broken.file(), broken.reason()));
            return true;
        }
    }

    private void count(InputFile file) {
        if (files.size() >= limits.files()) {
            throw new UnreadableResults(
                    file.name(), "is one file too many: at most %d are read at once".formatted(limits.files()));
        }
        files.add(file);
    }
}
