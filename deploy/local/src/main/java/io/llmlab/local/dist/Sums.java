package io.llmlab.local.dist;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Checksums as `sha256sum` prints them.
final class Sums {

    private Sums() {}

    /// Never all of the file at once: it may be larger than the launcher's heap.
    static String sha256(Path file) throws IOException {
        var digest = digest();
        try (var stream = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, stream);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has it", impossible);
        }
    }
}
