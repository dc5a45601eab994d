package io.llmlab.runner.run;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/// A sample on its way into the store.
///
/// @param position place in the data set or in the pushed list, from 0
/// @param sampleId the item's id
/// @param itemKey 16 hex digits over data set and item id
/// @param parsed false: the answer had not the expected form; null: unknown
/// @param cost USD
/// @param error why no answer came; null when one did
/// @param cluster what it has in common with other samples, for example the text they ask about; null: nothing
/// @param details what else is known of the answer
/// @param judge what another model said of the answer; [JudgeDetails#NONE]: none was asked
/// @param cached whether the answer is one that was kept of an earlier run; null: it was not looked for
public record SampleRow(
        int position,
        String sampleId,
        String itemKey,
        @Nullable String prompt,
        @Nullable String answer,
        @Nullable String target,
        @Nullable Double score,
        @Nullable Boolean parsed,
        @Nullable Double latencyMs,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Double cost,
        @Nullable String error,
        @Nullable String cluster,
        @JsonUnwrapped AnswerDetails details,
        @JsonUnwrapped(prefix = "judge_") JudgeDetails judge,
        @Nullable Boolean cached) {

    /// A sample of which nothing else is known.
    public SampleRow(
            int position,
            String sampleId,
            String itemKey,
            @Nullable String prompt,
            @Nullable String answer,
            @Nullable String target,
            @Nullable Double score,
            @Nullable Boolean parsed,
            @Nullable Double latencyMs,
            @Nullable Long inputTokens,
            @Nullable Long outputTokens,
            @Nullable Double cost,
            @Nullable String error,
            @Nullable String cluster) {
        this(
                position,
                sampleId,
                itemKey,
                prompt,
                answer,
                target,
                score,
                parsed,
                latencyMs,
                inputTokens,
                outputTokens,
                cost,
                error,
                cluster,
                AnswerDetails.NONE,
                JudgeDetails.NONE,
                null);
    }

    public SampleResult result() {
        return new SampleResult(
                itemKey,
                score,
                latencyMs,
                inputTokens,
                outputTokens,
                cost,
                error != null,
                error == null || answer != null,
                cluster,
                parsed,
                details,
                judge);
    }
}
