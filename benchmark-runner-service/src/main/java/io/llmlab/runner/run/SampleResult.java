package io.llmlab.runner.run;

import org.jspecify.annotations.Nullable;

/// What a summary needs to know of a sample.
///
/// @param itemKey 16 hex digits
/// @param score null: none, because it failed technically or was not judged
/// @param latencyMs of the attempt that was answered
/// @param cost USD
/// @param failed technically: no answer came
/// @param cluster what it has in common with other samples; null: nothing
public record SampleResult(
        String itemKey,
        @Nullable Double score,
        @Nullable Double latencyMs,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Double cost,
        boolean failed,
        @Nullable String cluster) {}
