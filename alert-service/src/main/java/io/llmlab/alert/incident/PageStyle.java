package io.llmlab.alert.incident;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// How our pages look. The style stands in the page itself and is allowed there by its hash (Content Security Policy
/// Level 3, 6.7.3.3), so that nothing else can be put in.
@ApplicationScoped
class PageStyle {

    private final String css;
    private final String hash;

    PageStyle() {
        this.css = read();
        this.hash = "sha256-" + Base64.getEncoder().encodeToString(sha256(css));
    }

    String css() {
        return css;
    }

    /// As a policy names it, without the quotes.
    String hash() {
        return hash;
    }

    private static String read() {
        try (var stream = PageStyle.class.getResourceAsStream("/letter/page.css")) {
            if (stream == null) {
                throw new IllegalStateException("There is no style letter/page.css");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
