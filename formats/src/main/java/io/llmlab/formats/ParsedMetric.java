package io.llmlab.formats;

import org.jspecify.annotations.Nullable;

/// @param name as the harness calls it
/// @param value finite; percents are given as fractions, latencies in milliseconds, costs in USD
/// @param stdError standard error of the value in its unit; null: unknown
/// @param sampleCount samples the value rests on; null: unknown
/// @param unit `ms`, `usd`, `tokens`, `fraction`; null: none or unknown
/// @param higherIsBetter null: the metric has no direction
public record ParsedMetric(
        MetricType type,
        String name,
        double value,
        @Nullable Double stdError,
        @Nullable Long sampleCount,
        @Nullable String unit,
        @Nullable Boolean higherIsBetter) {}
