package io.llmlab.formats;

import org.jspecify.annotations.Nullable;

/// What a model did with one item.
///
/// @param id the same for the same item in each run of a task, once in a run
/// @param score null: none
/// @param prompt null: unknown, or texts were not asked for; the same goes for answer and target
/// @param latencyMs milliseconds
/// @param cost USD
/// @param error why no answer came (a technical failure, not a wrong answer); null: one came
/// @param cluster what the items of one cluster have in common; null: nothing
/// @param refusal whether the model declined to answer; null: unknown
/// @param unparsed whether no answer could be read from what the model said; null: unknown
public record ParsedSample(
        String id,
        @Nullable Double score,
        @Nullable String prompt,
        @Nullable String answer,
        @Nullable String target,
        @Nullable Double latencyMs,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Double cost,
        @Nullable String error,
        @Nullable String cluster,
        @Nullable Boolean refusal,
        @Nullable Boolean unparsed) {}
