package io.llmlab.alert.recent;

import io.llmlab.alert.signal.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run, as far as later ones are judged with it.
///
/// @param subject the run, its model and its data set
/// @param at the run's own time: the order of a model's runs
/// @param status `completed`, `failed` or `cancelled`
/// @param reached whether a sample was answered; null where the run does not show it
/// @param totalCost in USD; null where a price is not known
/// @param pushed whether an outside harness executed it
/// @param samples how many it has
/// @param errors how many of them were lost to technical errors
/// @param excluded whether a person said that it does not count
public record RecentRun(
        Subject subject,
        Instant at,
        String status,
        @Nullable Boolean reached,
        @Nullable Double totalCost,
        boolean pushed,
        long samples,
        long errors,
        boolean excluded) {}
