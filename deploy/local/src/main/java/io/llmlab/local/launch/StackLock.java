package io.llmlab.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Keeps two launchers from starting and stopping the same stack at the same time. The system frees it when its process
/// ends, however that ends.
public final class StackLock implements AutoCloseable {

    private final FileChannel file;

    private StackLock(FileChannel file) {
        this.file = file;
    }

    /// @throws LaunchException if another process is at it
    public static StackLock take(Path lockFile) {
        try {
            Files.createDirectories(lockFile.toAbsolutePath().getParent());
            var file = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(file)) {
                file.close();
                throw new LaunchException("Another ./lab is at this already (%s)".formatted(lockFile));
            }
            return new StackLock(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("%s cannot be locked".formatted(lockFile), failure);
        }
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
