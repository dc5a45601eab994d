package io.llmlab.formats;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

/// A file that may hold results.
///
/// @param path where its bytes lie
/// @param name as the caller knows it, with folders
/// @param modified of the file or of the archive's entry
/// @param given named by the caller, not found in a folder or archive
record InputFile(Path path, String name, Instant modified, boolean given) {

    private static final int BUFFER = 1 << 16;

    /// The last part of the name.
    String baseName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /// All before the last part of the name.
    String folder() {
        return name.substring(0, name.length() - baseName().length());
    }

    long size() throws IOException {
        return Files.size(path);
    }

    /// Its content, unpacked if it is gzip.
    InputStream open(Limits limits) throws IOException {
        var raw = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        if (Magic.of(raw) != Magic.GZIP) {
            return raw;
        }
        try {
            return new BoundedStream(new GZIPInputStream(raw, BUFFER), Budget.ofArchive(name, size(), limits), name);
        } catch (IOException broken) {
            raw.close();
            throw BoundedStream.broken(name, broken);
        }
    }

    Magic magic() throws IOException {
        try (var raw = new BufferedInputStream(Files.newInputStream(path))) {
            return Magic.of(raw);
        }
    }
}
