package io.llmlab.gateway.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/// The deployment's own key: it makes the first of the others, and works without the database.
@ApplicationScoped
class AdminKey {

    /// Whose name no other key has.
    static final String NAME = "admin";

    private static final int SHORTEST = 32;
    private static final Caller CALLER = new Caller(null, NAME, Set.of(Scope.ADMIN), null);

    private final Optional<String> hash;

    /// @throws IllegalArgumentException where it can be guessed; the message does not repeat it
    AdminKey(AccessConfig config) {
        this.hash = config.adminKey()
                .or(() -> config.adminKeyFile().map(AdminKey::read))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(AdminKey::hashOf);
    }

    Optional<String> hash() {
        return hash;
    }

    boolean isSet() {
        return hash.isPresent();
    }

    /// Takes equally long for every wrong one.
    Optional<Caller> callerWith(String keyHash) {
        return hash.filter(own -> MessageDigest.isEqual(
                        own.getBytes(StandardCharsets.US_ASCII), keyHash.getBytes(StandardCharsets.US_ASCII)))
                .map(_ -> CALLER);
    }

    private static String hashOf(String key) {
        if (key.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "API_ADMIN_KEY must have %d characters or more; make one with: openssl rand -hex 32"
                            .formatted(SHORTEST));
        }
        return new Secret(key).hash();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("API_ADMIN_KEY_FILE %s cannot be read".formatted(file), unreadable);
        }
    }
}
