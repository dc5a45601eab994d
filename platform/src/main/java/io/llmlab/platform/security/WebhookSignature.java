package io.llmlab.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The symmetric signature of Standard Webhooks 1.0.0: HMAC-SHA256 over `id.timestamp.body`.
public final class WebhookSignature {

    /// What a secret has to be, for a message that refuses another.
    public static final String SECRET_FORM =
            "whsec_ and base64 of 24 to 64 bytes, for example from: echo whsec_$(openssl rand -base64 32)";

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private WebhookSignature() {}

    public static boolean isSecret(String secret) {
        var bytes = secret.startsWith(PREFIX) ? decoded(secret).length : 0;
        return bytes >= SHORTEST && bytes <= LONGEST;
    }

    /// The three headers a receiver verifies.
    ///
    /// @param timestamp seconds since 1970
    public static Map<String, String> headers(String secret, String id, long timestamp, byte[] body) {
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(timestamp),
                "webhook-signature",
                of(secret, id, timestamp, body));
    }

    /// @param secret one that [#isSecret] takes
    /// @param timestamp seconds since 1970
    public static String of(String secret, String id, long timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(decoded(secret), "HmacSHA256"));
            mac.update("%s.%d.".formatted(id, timestamp).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("Every JDK has HMAC-SHA256", impossible);
        }
    }

    private static byte[] decoded(String secret) {
        try {
            return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        } catch (IllegalArgumentException unreadable) {
            return new byte[0];
        }
    }
}
