package io.llmlab.alert.link;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Links as text that nobody can make up: what a link says, and HMAC-SHA256 over it (RFC 2104), both in base64url
/// between a dot. What it says is no secret; who holds it may use it.
final class LinkSignature {

    /// What is signed says what for, so that a signature fits nothing else.
    private static final String ACTION = "acknowledge";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String SEPARATOR = "|";

    /// No link that is made here is longer.
    private static final int LONGEST = 2_000;

    private LinkSignature() {}

    static String of(AcknowledgeLink link, byte[] key) {
        var said = said(link).getBytes(StandardCharsets.UTF_8);
        return encoded(said) + "." + encoded(mac(said, key));
    }

    /// What the text says, where one of the keys has signed it. How long this takes does not depend on where a wrong
    /// signature differs.
    static Optional<AcknowledgeLink> read(String text, List<byte[]> keys) {
        var dot = text.indexOf('.');
        if (dot < 0 || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var said = Base64.getUrlDecoder().decode(text.substring(0, dot));
            var signature = Base64.getUrlDecoder().decode(text.substring(dot + 1));
            var genuine = keys.stream()
                    .filter(key -> MessageDigest.isEqual(mac(said, key), signature))
                    .count();
            return genuine == 0 ? Optional.empty() : parsed(new String(said, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static String said(AcknowledgeLink link) {
        var alerts = link.alerts().stream().map(String::valueOf).collect(Collectors.joining(","));
        return String.join(SEPARATOR, ACTION, alerts, Long.toString(link.until().getEpochSecond()), link.channel());
    }

    private static Optional<AcknowledgeLink> parsed(String said) {
        var parts = said.split("\\|", 4);
        if (parts.length < 4 || !parts[0].equals(ACTION)) {
            return Optional.empty();
        }
        try {
            var alerts =
                    Arrays.stream(parts[1].split(",", -1)).map(Long::valueOf).toList();
            return Optional.of(new AcknowledgeLink(alerts, parts[3], Instant.ofEpochSecond(Long.parseLong(parts[2]))));
        } catch (NumberFormatException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static byte[] mac(byte[] said, byte[] key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(said);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("Every JDK has HMAC-SHA256", impossible);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
