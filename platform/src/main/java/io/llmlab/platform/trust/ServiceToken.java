package io.llmlab.platform.trust;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The secret that services of one suite show each other.
@ApplicationScoped
public class ServiceToken {

    /// The header it travels in.
    public static final String HEADER = "X-LLMLab-Service-Token";

    private static final int SHORTEST = 32;

    private final List<String> tokens;

    /// @throws IllegalArgumentException where a token is too short to be a secret; the message does not repeat it
    ServiceToken(ServiceConfig config) {
        this.tokens = config.token().orElse(List.of()).stream()
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .toList();
        if (tokens.stream().anyMatch(token -> token.length() < SHORTEST)) {
            throw new IllegalArgumentException(
                    "LLMLAB_SERVICE_TOKEN must have %d characters or more; make one with: openssl rand -hex 32"
                            .formatted(SHORTEST));
        }
    }

    /// What to send to another service; nothing where none is set.
    public Optional<String> toSend() {
        return tokens.stream().findFirst();
    }

    boolean isSet() {
        return !tokens.isEmpty();
    }

    /// Takes equally long for every wrong one.
    boolean accepts(@Nullable String shown) {
        var bytes = bytes(shown == null ? "" : shown);
        var matches = 0;
        for (var token : tokens) {
            matches += MessageDigest.isEqual(bytes(token), bytes) ? 1 : 0;
        }
        return matches > 0;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Without the tokens: it may end up in a log.
    @Override
    public String toString() {
        return "ServiceToken[***]";
    }
}
