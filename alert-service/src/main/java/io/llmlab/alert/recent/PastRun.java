package io.llmlab.alert.recent;

import io.llmlab.alert.signal.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run of the last weeks as it is kept.
///
/// @param subject its labels are those of the model and of the run; none where `whole` is false
/// @param whole false: it came before labels and samples were kept
/// @param status `completed` or `failed`
/// @param reached whether a sample was answered; null where the run does not show it
/// @param totalCost in USD; null where a price is not known
/// @param samples 0 where `whole` is false, like `errors`
public record PastRun(
        Subject subject,
        boolean whole,
        Instant at,
        String status,
        @Nullable Boolean reached,
        @Nullable Double totalCost,
        long samples,
        long errors) {}
