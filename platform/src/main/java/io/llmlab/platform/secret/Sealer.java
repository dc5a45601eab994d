package io.llmlab.platform.secret;

import io.llmlab.platform.problem.DomainException.Conflict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/// Seals secrets for the database, and opens them. What is sealed names its key (`v1.<key id>.<base64url>`)
/// and is bound to its place: moved to another row or column it cannot be opened.
@ApplicationScoped
public class Sealer {

    private static final String VERSION = "v1";

    private final List<SealingKey> keys;

    /// @throws IllegalArgumentException where a key is not one
    @Inject
    Sealer(SecretsConfig config) {
        this(config.keys().orElse(List.of()));
    }

    private Sealer(List<String> keys) {
        this.keys = IntStream.range(0, keys.size())
                .mapToObj(index -> SealingKey.of(keys.get(index), index + 1))
                .toList();
    }

    /// @param keys base64 of 32 bytes each; the first seals
    /// @throws IllegalArgumentException where a key is not one
    public static Sealer of(List<String> keys) {
        return new Sealer(keys);
    }

    /// Whether there is a key to seal with.
    public boolean hasKey() {
        return !keys.isEmpty();
    }

    /// @param place says what the value is and where it stands, and never changes: `channel/ops/password`
    /// @throws Conflict where there is no key, saying what to do
    public String seal(String text, String place) {
        if (keys.isEmpty()) {
            throw new Conflict(
                    "This deployment has no key to seal secrets with, and stores none unsealed. Set LLMLAB_SECRETS_KEYS (openssl rand -base64 32) and restart");
        }
        var key = keys.getFirst();
        try {
            var sealed = key.aead().encrypt(bytes(text), bytes(place));
            return "%s.%s.%s"
                    .formatted(
                            VERSION,
                            key.id(),
                            Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM takes any text", impossible);
        }
    }

    /// @param place the one it was sealed for
    /// @throws Unopenable where its key is not there, or it is not what was sealed for this place
    public String open(String sealed, String place) {
        var parts = sealed.split("\\.", 3);
        if (parts.length != 3 || !parts[0].equals(VERSION)) {
            throw Unopenable.changed();
        }
        var key = keys.stream()
                .filter(candidate -> candidate.id().equals(parts[1]))
                .findFirst()
                .orElseThrow(() -> Unopenable.withoutKey(parts[1]));
        try {
            var text = key.aead().decrypt(Base64.getUrlDecoder().decode(parts[2]), bytes(place));
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException other) {
            throw Unopenable.changed();
        }
    }

    /// Whether it is sealed with the key that seals now; else it is time to seal it anew.
    public boolean isCurrent(String sealed) {
        return hasKey()
                && sealed.startsWith("%s.%s.".formatted(VERSION, keys.getFirst().id()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
