package io.llmlab.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What a caller shows: a key (`llmlab_` and 256 random bits, so that scanners of repositories find a leaked one) or a
/// session (256 random bits). Only the hash is kept; what is random and long needs no slow one.
record Secret(String value) {

    private static final String KEY_PREFIX = "llmlab_";
    private static final int BYTES = 32;
    private static final int SHOWN = 4;
    private static final Pattern KEY = Pattern.compile(KEY_PREFIX + "[A-Za-z0-9_-]{43}");
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    static Secret newKey() {
        return new Secret(KEY_PREFIX + random());
    }

    static Secret newSession() {
        return new Secret(random());
    }

    /// Else nobody was given it, and the database need not be asked.
    boolean looksLikeKey() {
        return KEY.matcher(value).matches();
    }

    boolean looksLikeSession() {
        return SESSION.matcher(value).matches();
    }

    /// How it begins: enough to tell keys apart, too little to guess one.
    String beginning() {
        return value.substring(0, KEY_PREFIX.length() + SHOWN);
    }

    /// 64 hex digits.
    String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }

    private static String random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Without the value: it may end up in a log.
    @Override
    public String toString() {
        return "Secret[***]";
    }
}
