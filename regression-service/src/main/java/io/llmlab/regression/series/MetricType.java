package io.llmlab.regression.series;

import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.scale.Family;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The types of metrics, and which way each is better unless the metric says so itself.
public enum MetricType {
    ACCURACY(Direction.HIGHER_IS_BETTER, Family.PROPORTION),
    PRECISION(Direction.HIGHER_IS_BETTER, Family.PROPORTION),
    RECALL(Direction.HIGHER_IS_BETTER, Family.PROPORTION),
    F1_SCORE(Direction.HIGHER_IS_BETTER, Family.PROPORTION),
    THROUGHPUT(Direction.HIGHER_IS_BETTER, Family.POSITIVE),
    LATENCY(Direction.LOWER_IS_BETTER, Family.POSITIVE),
    COST(Direction.LOWER_IS_BETTER, Family.POSITIVE),
    TOKEN_COUNT(Direction.LOWER_IS_BETTER, Family.POSITIVE),
    MEMORY_USAGE(Direction.LOWER_IS_BETTER, Family.POSITIVE),
    ERROR_RATE(Direction.LOWER_IS_BETTER, Family.PROPORTION),
    CUSTOM(Direction.NONE, Family.REAL);

    private static final Map<String, MetricType> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(MetricType::wireName, type -> type));

    private final Direction usual;
    private final Family family;

    MetricType(Direction usual, Family family) {
        this.usual = usual;
        this.family = family;
    }

    /// What kind of number a type is.
    ///
    /// @param type as on the wire; one that is not known is any number
    public static Family family(String type) {
        return known(type).map(known -> known.family).orElse(Family.REAL);
    }

    /// As it is written on the wire and in the database.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param type as on the wire; one that is not known has no direction of its own
    /// @param said what the metric says itself, or null
    static @Nullable Boolean higherIsBetter(String type, @Nullable Boolean said) {
        if (said != null) {
            return said;
        }
        return known(type)
                .map(known -> known.usual)
                .filter(usual -> usual != Direction.NONE)
                .map(Direction.HIGHER_IS_BETTER::equals)
                .orElse(null);
    }

    private static Optional<MetricType> known(String type) {
        return Optional.ofNullable(BY_WIRE_NAME.get(type));
    }
}
