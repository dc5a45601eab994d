package io.llmlab.runner.load;

import io.llmlab.platform.problem.DomainException.Malformed;
import io.llmlab.platform.problem.DomainException.TooLarge;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of one upload on disk, gone when it is closed.
final class Spool implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int NAME_LENGTH = 200;

    private final Path folder;
    private final List<Path> files = new ArrayList<>();

    private Spool(Path folder) {
        this.folder = folder;
    }

    static Spool in(@Nullable Path workFolder) throws IOException {
        if (workFolder == null) {
            return new Spool(Files.createTempDirectory("llmlab-import"));
        }
        return new Spool(Files.createTempDirectory(Files.createDirectories(workFolder), "llmlab-import"));
    }

    Path folder() {
        return folder;
    }

    List<Path> files() {
        return files;
    }

    /// Takes over a file that is on disk already.
    void move(Path file, @Nullable String name) throws IOException {
        Files.move(file, next(name));
    }

    /// @throws TooLarge beyond the limit
    void write(InputStream body, @Nullable String name, long limit) throws IOException {
        var total = 0L;
        try (var target = Files.newOutputStream(next(name))) {
            var buffer = new byte[BUFFER];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                total += count;
                if (total > limit) {
                    throw new TooLarge("An upload may have up to %,d bytes; more can come in several".formatted(limit));
                }
                target.write(buffer, 0, count);
            }
        }
        if (total == 0) {
            throw new Malformed("The body is empty: it is expected to be a results file or an archive of some");
        }
    }

    /// Each in a folder of its own: names may come twice, and the reader knows files by their names.
    private Path next(@Nullable String name) throws IOException {
        var own = Files.createDirectory(folder.resolve(Integer.toString(files.size())));
        var file = own.resolve(safe(name));
        files.add(file);
        return file;
    }

    private static String safe(@Nullable String name) {
        var last = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var plain = last.replaceAll("[\\p{Cntrl}:*?\"<>|]", "_").strip();
        if (plain.isEmpty() || plain.equals(".") || plain.equals("..")) {
            return "upload";
        }
        return plain.length() > NAME_LENGTH ? plain.substring(plain.length() - NAME_LENGTH) : plain;
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path inner, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(inner);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failure) {
            Log.warnf("The upload in %s could not be removed: %s", folder, failure);
        }
    }
}
