package io.llmlab.runner.run;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One question of a run, what was answered, and what it was worth.
///
/// @param id the item's id in its data set
/// @param position place in the data set or in the pushed list, from 0
/// @param score null: none, because no answer came or nobody judged it
/// @param parsed false: no answer of the expected form could be found; null: unknown
/// @param latencyMs of the attempt that was answered
/// @param cost USD; null: a price is not known
/// @param error why no answer came
/// @param itemKey names the item across runs
@Schema(name = "Sample")
record SampleView(
        String id,
        int position,
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
        String itemKey) {}
