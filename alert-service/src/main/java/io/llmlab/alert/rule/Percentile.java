package io.llmlab.alert.rule;

import java.util.Locale;

/// Which answers a latency is about: all of them on average, or those that take longest.
enum Percentile {
    AVG,
    P50,
    P90,
    P95,
    P99;

    /// As the runner calls the metric; of `p90` and `p99` only outside harnesses tell.
    String metricName() {
        return name().toLowerCase(Locale.ROOT) + "_latency_ms";
    }
}
