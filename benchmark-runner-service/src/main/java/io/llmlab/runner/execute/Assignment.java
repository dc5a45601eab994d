package io.llmlab.runner.execute;

import io.llmlab.runner.model.ModelReference;
import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.RunView;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run that this instance has taken.
///
/// @param attempt the fence: the instance with the highest number owns the run
/// @param takeovers how many instances that had the run were lost since it was queued
/// @param resumed whether another instance, or this one before a restart, had begun with it since it was queued
/// @param datasetId the version to run; null: there was none when the run was queued, or it needs none
/// @param timeout of the whole run, from its first start on
/// @param elapsed since the run's first start, on the database's clock
public record Assignment(
        RunView run,
        int attempt,
        int takeovers,
        boolean resumed,
        @Nullable Long datasetId,
        Duration timeout,
        Duration elapsed,
        @Nullable String requestId,
        Instant startedAt,
        ModelReference model,
        Endpoint endpoint) {

    /// What is left of the run's time when it is taken; may be negative.
    Duration timeLeft() {
        return timeout.minus(elapsed);
    }

    public BenchmarkConfig config() {
        return BenchmarkConfig.of(run.runConfig());
    }
}
