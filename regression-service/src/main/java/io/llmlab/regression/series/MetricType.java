package io.llmlab.regression.series;

import io.llmlab.regression.detect.Direction;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The types of metrics, and which way each is better unless the metric says so itself.
public enum MetricType {
    ACCURACY(Direction.HIGHER_IS_BETTER),
    PRECISION(Direction.HIGHER_IS_BETTER),
    RECALL(Direction.HIGHER_IS_BETTER),
    F1_SCORE(Direction.HIGHER_IS_BETTER),
    THROUGHPUT(Direction.HIGHER_IS_BETTER),
    LATENCY(Direction.LOWER_IS_BETTER),
    COST(Direction.LOWER_IS_BETTER),
    TOKEN_COUNT(Direction.LOWER_IS_BETTER),
    MEMORY_USAGE(Direction.LOWER_IS_BETTER),
    ERROR_RATE(Direction.LOWER_IS_BETTER),
    CUSTOM(Direction.NONE);

    private final Direction usual;

    MetricType(Direction usual) {
        this.usual = usual;
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
        return Arrays.stream(values())
                .filter(known -> known.wireName().equals(type))
                .findFirst()
                .map(known -> known.usual)
                .filter(usual -> usual != Direction.NONE)
                .map(Direction.HIGHER_IS_BETTER::equals)
                .orElse(null);
    }
}
