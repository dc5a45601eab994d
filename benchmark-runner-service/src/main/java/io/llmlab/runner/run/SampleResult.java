package io.llmlab.runner.run;

import org.jspecify.annotations.Nullable;

/// What a summary needs to know of a sample.
///
/// @param itemKey 16 hex digits
/// @param score null: none, because it failed technically or was not judged
/// @param latencyMs of the attempt that was answered
/// @param cost USD
/// @param failed technically: no answer came, or nobody to judge it
/// @param answered whether an answer came, which took time and money whoever judged it
/// @param cluster what it has in common with other samples; null: nothing
/// @param parsed false: the answer had not the expected form; null: unknown
/// @param details what else is known of the answer
/// @param judge what another model said of it
public record SampleResult(
        String itemKey,
        @Nullable Double score,
        @Nullable Double latencyMs,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Double cost,
        boolean failed,
        boolean answered,
        @Nullable String cluster,
        @Nullable Boolean parsed,
        AnswerDetails details,
        JudgeDetails judge) {

    /// A sample of which nothing else is known.
    public SampleResult(
            String itemKey,
            @Nullable Double score,
            @Nullable Double latencyMs,
            @Nullable Long inputTokens,
            @Nullable Long outputTokens,
            @Nullable Double cost,
            boolean failed,
            @Nullable String cluster) {
        this(
                itemKey,
                score,
                latencyMs,
                inputTokens,
                outputTokens,
                cost,
                failed,
                !failed,
                cluster,
                null,
                AnswerDetails.NONE,
                JudgeDetails.NONE);
    }

    /// What its score stands or falls with: the answers to one question do, when it is asked several times.
    @Nullable
    String dependsOn() {
        return cluster != null || details.epoch() == null ? cluster : itemKey;
    }
}
