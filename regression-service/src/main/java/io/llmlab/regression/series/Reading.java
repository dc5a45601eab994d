package io.llmlab.regression.series;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// One metric of one run.
///
/// @param unit null: none
/// @param stdError standard error of the value, or null
/// @param sampleCount samples the value rests on, or null
/// @param higherIsBetter null: no direction
@RegisterForReflection
public record Reading(
        String metricType,
        String metricName,
        double value,
        @Nullable String unit,
        @Nullable Double stdError,
        @Nullable Integer sampleCount,
        @Nullable Boolean higherIsBetter) {

    public Reading {
        higherIsBetter = MetricType.higherIsBetter(metricType, higherIsBetter);
    }
}
