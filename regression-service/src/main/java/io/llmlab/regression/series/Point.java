package io.llmlab.regression.series;

import org.jspecify.annotations.Nullable;

/// One value of a series.
///
/// @param stdError standard error of the value, from the samples of its run; null where it is not known
/// @param sampleCount samples the value rests on; null where it is not known
public record Point(
        Position position,
        double value,
        @Nullable Double stdError,
        @Nullable Integer sampleCount) {}
