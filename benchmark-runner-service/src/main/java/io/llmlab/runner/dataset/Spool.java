package io.llmlab.runner.dataset;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.DomainException.TooLarge;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;

/// An upload's way through the disk: the body into a file, and the file into one of checked items. In memory is
/// never more than one item. It blocks.
@ApplicationScoped
class Spool {

    static final long MAX_BYTES = 64L * 1024 * 1024;

    private static final int BUFFER = 1 << 16;

    /// @param sha256 of the bytes, in hex
    record Upload(Path file, String sha256, FileFormat format) implements AutoCloseable {

        @Override
        public void close() {
            delete(file);
        }
    }

    /// @throws TooLarge beyond [#MAX_BYTES]
    Upload write(InputStream body, FileFormat format) throws IOException {
        var file = Files.createTempFile("llmlab-dataset", ".upload");
        try {
            return new Upload(file, copy(body, file), format);
        } catch (IOException | RuntimeException failure) {
            delete(file);
            throw failure;
        }
    }

    private static String copy(InputStream body, Path file) throws IOException {
        var hashing = new DigestInputStream(body, ItemKey.sha256());
        try (var target = Files.newOutputStream(file)) {
            var buffer = new byte[BUFFER];
            var total = 0L;
            for (var count = hashing.read(buffer); count >= 0; count = hashing.read(buffer)) {
                total += count;
                if (total > MAX_BYTES) {
                    throw new TooLarge("A data set has at most %d bytes".formatted(MAX_BYTES));
                }
                target.write(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(hashing.getMessageDigest().digest());
    }

    /// Reads and removes the upload.
    ///
    /// @throws Invalid where any of it does not fit
    DatasetFile read(Upload upload) throws IOException {
        var items = Files.createTempFile("llmlab-dataset", ".items");
        try (upload) {
            Utf8.check(upload.file());
            return new DatasetFile(upload.sha256(), read(upload, items), new ItemFile(items));
        } catch (IOException | RuntimeException failure) {
            delete(items);
            throw failure;
        }
    }

    private static DatasetReader.Summary read(Upload upload, Path items) throws IOException {
        try (var input = Files.newInputStream(upload.file());
                var target = Files.newBufferedWriter(items)) {
            return DatasetReader.read(upload.format().rows(input), item -> {
                target.write(item);
                target.write('\n');
            });
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            Log.warnf("The upload in %s could not be removed: %s", file, failure);
        }
    }
}
