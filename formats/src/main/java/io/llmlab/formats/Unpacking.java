package io.llmlab.formats;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// Unpacks archives into a folder of its own, under names of its own: what an entry is called is never a path here.
final class Unpacking implements AutoCloseable {

    private static final String INSIDE = "!/";
    private static final int NESTING = 2;

    private final ReadingOptions options;
    private final Budget total;
    private @Nullable Path folder;
    private int entries;

    Unpacking(ReadingOptions options) {
        this.options = options;
        this.total = Budget.ofAll(options.limits());
    }

    interface Entries {
        void add(InputFile entry) throws IOException;
    }

    /// An inspect_ai log is a ZIP too, but no archive of results.
    boolean isArchive(InputFile file) throws IOException {
        return switch (file.magic()) {
            case TAR -> true;
            case ZIP -> !isEvalLog(file);
            case GZIP -> isPackedTar(file);
            case EMPTY, OTHER -> false;
        };
    }

    static boolean isEvalLog(InputFile file) throws IOException {
        try (var zip = zip(file)) {
            return zip.getEntry("header.json") != null || zip.getEntry("_journal/start.json") != null;
        }
    }

    static ZipFile zip(InputFile file) throws IOException {
        try {
            return ZipFile.builder().setPath(file.path()).get();
        } catch (IOException | IllegalArgumentException broken) {
            throw new UnreadableResults(
                    file.name(), "is a damaged ZIP file, maybe cut off (%s)".formatted(broken.getMessage()));
        }
    }

    private boolean isPackedTar(InputFile file) throws IOException {
        try (var unpacked = new BufferedInputStream(file.open(options.limits()))) {
            return Magic.of(unpacked) == Magic.TAR;
        }
    }

    /// @param rejected entries that are not taken, with the reason
    /// @throws UnreadableResults where the archive is damaged, holds too much, or lies too deep in others
    void unpack(InputFile archive, Entries taker, List<Reading.Rejected> rejected) throws IOException {
        if (archive.name().split(INSIDE, -1).length > NESTING) {
            throw new UnreadableResults(
                    archive.name(), "is an archive in an archive in an archive; one inside another is accepted");
        }
        if (archive.magic() == Magic.ZIP) {
            unpackZip(archive, taker, rejected);
        } else {
            unpackTar(archive, taker, rejected);
        }
    }

    private void unpackZip(InputFile archive, Entries taker, List<Reading.Rejected> rejected) throws IOException {
        var budget = Budget.ofArchive(archive.name(), archive.size(), options.limits());
        try (var zip = zip(archive)) {
            for (var entry : Collections.list(zip.getEntries())) {
                count(archive);
                var problem = problem(entry.getName(), entry.isUnixSymlink(), zip.canReadEntryData(entry));
                if (problem != null) {
                    rejected.add(new Reading.Rejected(archive.name() + INSIDE + entry.getName(), problem));
                } else if (!entry.isDirectory() && isWanted(entry.getName())) {
                    var name = archive.name() + INSIDE + entry.getName();
                    try (var content = new BoundedStream(zip.getInputStream(entry), budget, name)) {
                        taker.add(store(content, name, modified(entry, archive)));
                    }
                }
            }
        }
    }

    private void unpackTar(InputFile archive, Entries taker, List<Reading.Rejected> rejected) throws IOException {
        try (var tar = new TarArchiveInputStream(archive.open(options.limits()))) {
            for (var entry = next(tar, archive); entry != null; entry = next(tar, archive)) {
                count(archive);
                var problem = problem(entry.getName(), entry.isSymbolicLink() || entry.isLink(), true);
                if (problem != null) {
                    rejected.add(new Reading.Rejected(archive.name() + INSIDE + entry.getName(), problem));
                } else if (entry.isFile() && isWanted(entry.getName())) {
                    var modified = entry.getLastModifiedTime().toInstant();
                    taker.add(store(tar, archive.name() + INSIDE + entry.getName(), modified));
                }
            }
        }
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar, InputFile archive) throws IOException {
        try {
            return tar.getNextEntry();
        } catch (IOException | IllegalArgumentException broken) {
            throw new UnreadableResults(
                    archive.name(), "is a damaged tar file, maybe cut off (%s)".formatted(broken.getMessage()));
        }
    }

    private void count(InputFile archive) {
        entries++;
        if (entries > options.limits().files()) {
            throw new UnreadableResults(
                    archive.name(),
                    "holds too many entries: at most %d are read at once"
                            .formatted(options.limits().files()));
        }
    }

    private static @Nullable String problem(String name, boolean isLink, boolean isReadable) {
        if (name.startsWith("/")
                || name.contains("\\")
                || Arrays.asList(name.split("/")).contains("..")) {
            return "its name leads out of the archive";
        }
        if (isLink) {
            return "is a link, not a file";
        }
        return isReadable ? null : "is encrypted, or packed in a way that is not known";
    }

    /// macOS adds what nobody asked for.
    private static boolean isWanted(String name) {
        return !name.toLowerCase(Locale.ROOT).startsWith("__macosx/")
                && Arrays.stream(name.split("/")).noneMatch(part -> part.startsWith("."));
    }

    private static Instant modified(ZipArchiveEntry entry, InputFile archive) {
        var time = entry.getLastModifiedTime();
        return time == null ? archive.modified() : time.toInstant();
    }

    private InputFile store(InputStream content, String name, Instant modified) throws IOException {
        var path = folder().resolve(Integer.toString(entries));
        try (var target = Files.newOutputStream(path)) {
            var buffer = new byte[1 << 16];
            for (var count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                total.take(count);
                target.write(buffer, 0, count);
            }
        } catch (IOException broken) {
            throw new UnreadableResults(name, "the packed data is damaged or cut off");
        }
        Files.setLastModifiedTime(path, FileTime.from(modified));
        return new InputFile(path, name, modified, false);
    }

    private Path folder() throws IOException {
        if (folder == null) {
            folder = options.workFolder() == null
                    ? Files.createTempDirectory("results")
                    : Files.createTempDirectory(options.workFolder(), "results");
        }
        return folder;
    }

    @Override
    public void close() throws IOException {
        if (folder == null) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
