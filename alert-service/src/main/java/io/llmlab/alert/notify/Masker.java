package io.llmlab.alert.notify;

import java.net.URI;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Takes secrets out of what a receiver said: some repeat the request in their answer.
final class Masker implements UnaryOperator<String> {

    private static final String MASK = "***";

    /// Shorter ones are no secrets, and would tear holes into any text.
    private static final int SHORTEST = 4;

    /// A path this long may be one: Slack's whole secret is in it.
    private static final int SHORTEST_PATH = 16;

    /// Longest first, so that none is left in part where it contains another.
    private final List<String> secrets;

    private Masker(Stream<String> secrets) {
        this.secrets = secrets.filter(secret -> secret.length() >= SHORTEST)
                // The second is how some write JSON.
                .flatMap(secret -> Stream.of(secret, secret.replace("/", "\\/")))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /// For the settings of a channel of which some are secret.
    static Masker ofSettings(Map<String, Object> config, Set<String> secret) {
        return new Masker(
                secret.stream().map(config::get).flatMap(Masker::texts).flatMap(Masker::forms));
    }

    /// For the address that was called.
    static Masker ofAddress(String url) {
        return new Masker(paths(url));
    }

    @Override
    public String apply(String text) {
        var masked = text;
        for (var secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    private static Stream<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> Stream.empty();
            case Map<?, ?> map -> map.values().stream().flatMap(Masker::texts);
            case Collection<?> list -> list.stream().flatMap(Masker::texts);
            default -> Stream.of(value.toString());
        };
    }

    /// As it is, and what of it is the secret itself: the token behind `Bearer`, the path of an address.
    private static Stream<String> forms(String secret) {
        return Stream.of(Stream.of(secret), Stream.of(secret.substring(secret.lastIndexOf(' ') + 1)), paths(secret))
                .flatMap(forms -> forms);
    }

    private static Stream<String> paths(String url) {
        try {
            var address = URI.create(url);
            return Stream.of(address.getRawPath(), address.getRawQuery())
                    .filter(part -> part != null && part.length() >= SHORTEST_PATH);
        } catch (IllegalArgumentException noAddress) {
            return Stream.empty();
        }
    }
}
