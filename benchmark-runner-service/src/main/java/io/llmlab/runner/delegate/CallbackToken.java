package io.llmlab.runner.delegate;

import io.llmlab.platform.problem.DomainException.Unauthenticated;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an outside runner shows to report of one run. Only its hash is kept.
record CallbackToken(String value) {

    private static final int BYTES = 32;
    private static final String SCHEME = "bearer ";
    private static final SecureRandom RANDOM = new SecureRandom();

    static CallbackToken random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new CallbackToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// @param header `Authorization`
    /// @throws Unauthenticated unless it holds a bearer token
    static CallbackToken of(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw new Unauthenticated(
                    "Send the callback_token that came with the run as a header: Authorization: Bearer <callback_token>");
        }
        return new CallbackToken(header.substring(SCHEME.length()).strip());
    }

    /// 64 hex digits. The token is random and long, so a fast hash without salt tells nothing of it.
    String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }

    @Override
    public String toString() {
        return "CallbackToken[***]";
    }
}
