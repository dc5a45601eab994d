package io.llmlab.runner.run;

import io.smallrye.mutiny.Uni;
import java.util.List;

/// The executors that `benchmark_config.executor` can name; the feature that executes runs implements it as a
/// bean.
public interface ExecutorNames {

    /// In alphabetical order.
    List<String> known();

    /// Lets the chosen executor look at a configuration before a run is queued.
    ///
    /// @return a failure with [io.llmlab.platform.problem.DomainException.Invalid] where it can never be executed
    Uni<Void> check(BenchmarkConfig config);
}
