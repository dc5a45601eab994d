package io.llmlab.alert.recent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run, as far as later ones are judged with it.
///
/// @param at the run's own time: the order of a model's runs
/// @param status `completed`, `failed` or `cancelled`
/// @param reached whether a sample was answered; null where the run does not show it
/// @param totalCost in USD; null where a price is not known
/// @param pushed whether an outside harness executed it
/// @param excluded whether a person said that it does not count
public record RecentRun(
        long runId,
        long modelId,
        String modelName,
        String dataset,
        Instant at,
        String status,
        @Nullable Boolean reached,
        @Nullable Double totalCost,
        boolean pushed,
        boolean excluded) {}
