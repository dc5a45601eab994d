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

    /// Whether it is about a model on whatever data set: then a model has one open alert of a rule at most.
    public boolean isOfModel() {
        return this == MODEL_UNAVAILABLE || this == COST_ANOMALY;
    }

    /// Whether one run can be all that it rests on.
    public boolean isOfRun() {
        return this == BENCHMARK_FAILURE || this == MODEL_UNAVAILABLE || this == HIGH_ERROR_RATE;
    }

    /// The name in JSON and in the database.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
