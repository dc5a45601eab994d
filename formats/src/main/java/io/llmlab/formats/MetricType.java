package io.llmlab.formats;

import org.jspecify.annotations.Nullable;

/// What a metric measures; the names are those of the HTTP contract in capitals.
public enum MetricType {
    ACCURACY(true),
    PRECISION(true),
    RECALL(true),
    F1_SCORE(true),
    LATENCY(false),
    THROUGHPUT(true),
    MEMORY_USAGE(false),
    COST(false),
    TOKEN_COUNT(false),
    ERROR_RATE(false),
    CUSTOM(null);

    private final @Nullable Boolean higherIsBetter;

    MetricType(@Nullable Boolean higherIsBetter) {
        this.higherIsBetter = higherIsBetter;
    }

    /// The direction of a metric that says nothing else; null: none.
    public @Nullable Boolean higherIsBetter() {
        return higherIsBetter;
    }
}
