package io.llmlab.runner.execute;

import io.llmlab.runner.run.BenchmarkConfig;
import io.smallrye.mutiny.Uni;

/// One way to execute runs; `benchmark_config.executor` chooses it by name. A bean of this type is one more way.
///
/// What all ways have in common is done around it by [Execution]: the lease and its renewal, the time-out of the
/// run, cancellation, the take-over after a lost instance, the run's end with its metrics and events.
public interface RunExecutor {

    /// What `benchmark_config.executor` says: lower case letters.
    String name();

    /// Looks at what a caller asks for, before the run is queued.
    ///
    /// @return a failure with [io.llmlab.platform.problem.DomainException.Invalid] where it can never be executed
    default Uni<Void> check(BenchmarkConfig config) {
        return Uni.createFrom().voidItem();
    }

    /// Executes what is missing of a run, and ends when nothing is. It does so itself, or has it done and waits.
    ///
    /// The subscription is cancelled when the run's time is over, when it was cancelled or taken up elsewhere,
    /// and when this instance stops: the executor then lets go at once of all that is under way. A run may be
    /// given to it again later, with the samples that were stored.
    ///
    /// @return what was measured beside the samples; a failure with [RunFailure] fails the run for its reason,
    ///     any other one too, but as a fault
    Uni<Measured> work(Assignment taken, RunBook book);
}
