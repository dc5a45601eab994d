package io.llmlab.runner.command;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The folder that one run's program works in; it goes with the run.
record WorkFolder(Path path) implements AutoCloseable {

    static WorkFolder make(Optional<Path> parent, long runId) throws IOException {
        var name = "llmlab-run-%d-".formatted(runId);
        if (parent.isEmpty()) {
            return new WorkFolder(Files.createTempDirectory(name));
        }
        Files.createDirectories(parent.get());
        return new WorkFolder(Files.createTempDirectory(parent.get(), name));
    }

    /// Regular files whose path below the folder fits, in the order of their paths; links are not followed.
    List<Path> matching(String glob) throws IOException {
        var matcher = path.getFileSystem().getPathMatcher("glob:" + glob);
        try (var found = Files.walk(path)) {
            return found.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> matcher.matches(path.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(path, new Removal());
        } catch (IOException failure) {
            Log.warnf("The folder %s of a run that has ended could not be removed: %s", path, failure);
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        /// The program's supervisor may remove the folder at the same time.
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
