package io.llmlab.gateway.stats;

/// What metrics are of.
enum MetricType {
    ACCURACY,
    PRECISION,
    RECALL,
    F1_SCORE,
    LATENCY,
    THROUGHPUT,
    MEMORY_USAGE,
    COST,
    TOKEN_COUNT,
    ERROR_RATE,
    CUSTOM
}
