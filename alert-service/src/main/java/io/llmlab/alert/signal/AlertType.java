package io.llmlab.alert.signal;

import java.util.Locale;

/// What an alert is about.
public enum AlertType {
    PERFORMANCE_REGRESSION,
    BENCHMARK_FAILURE,
    MODEL_UNAVAILABLE,
    HIGH_ERROR_RATE,
    COST_ANOMALY,
    LATENCY_SPIKE,
    SYSTEM_ERROR;

    /// The name in JSON and in the database.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
