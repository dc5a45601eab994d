package io.llmlab.alert.notify.webhook;

import io.llmlab.platform.problem.DomainException.Invalid;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The symmetric signature of Standard Webhooks 1.0.0: HMAC-SHA256 over `id.timestamp.body`.
final class Signature {

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private Signature() {}

    static void requireSecret(String secret) {
        var bytes = secret.startsWith(PREFIX) ? decoded(secret).length : 0;
        if (bytes < SHORTEST || bytes > LONGEST) {
            throw Invalid.inBody(
                    "/secret",
                    "must be whsec_ and base64 of 24 to 64 bytes, for example from: echo whsec_$(openssl rand -base64 32)");
        }
    }

    /// @param timestamp seconds since 1970
    static String of(String secret, String id, long timestamp, byte[] body) {
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
