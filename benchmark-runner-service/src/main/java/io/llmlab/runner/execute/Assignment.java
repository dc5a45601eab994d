package io.llmlab.runner.execute;

import io.llmlab.runner.model.ModelReference;
import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.RunView;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run that this executor has taken.
///
/// @param attempt the fence: the executor with the highest number owns the run
/// @param takeovers how many executors of the run were lost since it was queued
/// @param timeout of the run, or null for the service's own
record Assignment(
        RunView run,
        int attempt,
        int takeovers,
        @Nullable Long datasetId,
        @Nullable Duration timeout,
        @Nullable String requestId,
        Instant startedAt,
        ModelReference model,
        Endpoint endpoint) {

    BenchmarkConfig config() {
        return BenchmarkConfig.of(run.runConfig());
    }
}
