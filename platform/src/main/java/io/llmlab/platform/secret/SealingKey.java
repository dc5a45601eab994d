package io.llmlab.platform.secret;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/// A key of AES-256-GCM, with a random nonce of 96 bits for each value and a tag of 128 bits (NIST SP
/// 800-38D), as Tink implements it.
///
/// @param id names the key in what it seals; made of it by a one-way function, so that nobody has to think of
///     names
record SealingKey(String id, Aead aead) {

    private static final int BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int ID_BYTES = 4;

    /// @param place of the key among all, counted from 1, for the message
    /// @throws IllegalArgumentException unless it is base64 of 32 bytes; the message does not repeat it
    static SealingKey of(String base64, int place) {
        var bytes = decoded(base64);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "LLMLAB_SECRETS_KEYS: key %d is not base64 of 32 bytes; make one with: openssl rand -base64 32"
                            .formatted(place));
        }
        try {
            return new SealingKey(idOf(bytes), AesGcmJce.create(key(bytes)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has AES-256-GCM and SHA-256", impossible);
        }
    }

    @AccessesPartialKey
    private static AesGcmKey key(byte[] bytes) throws GeneralSecurityException {
        var parameters = AesGcmParameters.builder()
                .setKeySizeBytes(BYTES)
                .setIvSizeBytes(NONCE_BYTES)
                .setTagSizeBytes(TAG_BYTES)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
        return AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                .build();
    }

    private static String idOf(byte[] bytes) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update("llmlab sealing key".getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest.digest(bytes), 0, ID_BYTES);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException none) {
            return new byte[0];
        }
    }

    /// Without the key: it may end up in a log.
    @Override
    public String toString() {
        return id;
    }
}
