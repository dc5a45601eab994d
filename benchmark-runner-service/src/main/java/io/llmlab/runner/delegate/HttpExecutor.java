package io.llmlab.runner.delegate;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.llmlab.runner.delegate.Delegations.Outcome;
import io.llmlab.runner.delegate.Delegations.State;
import io.llmlab.runner.execute.Assignment;
import io.llmlab.runner.execute.Measured;
import io.llmlab.runner.execute.RunBook;
import io.llmlab.runner.execute.RunExecutor;
import io.llmlab.runner.execute.RunFailure;
import io.llmlab.runner.run.BenchmarkConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Hands a run to the outside runner that its configuration names, and waits for what that reports.
///
/// All of it stands in Postgres: an instance that takes the run up goes on waiting, and offers it again only
/// where nobody knows whether it was taken.
@ApplicationScoped
class HttpExecutor implements RunExecutor {

    private final Delegations delegations;
    private final HandOver handOver;
    private final Watch watch;
    private final Results results;
    private final ExecutorChoice choice;

    HttpExecutor(Delegations delegations, HandOver handOver, Watch watch, Results results, ExecutorChoice choice) {
        this.delegations = delegations;
        this.handOver = handOver;
        this.watch = watch;
        this.results = results;
        this.choice = choice;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Uni<Void> check(BenchmarkConfig config) {
        return choice.check(config);
    }

    @Override
    public Uni<Measured> work(Assignment taken, RunBook book) {
        return begun(taken)
                .call(delegation -> given(taken, delegation))
                .chain(delegation ->
                        watch.untilTheEnd(delegation).chain(state -> ended(taken, delegation, state, book)));
    }

    private Uni<Delegation> begun(Assignment taken) {
        var known = taken.resumed()
                ? delegations.resume(taken.run())
                : Uni.createFrom().item(Optional.<Delegation>empty());
        return known.chain(found -> found.map(Uni.createFrom()::item).orElseGet(() -> begin(taken)));
    }

    private Uni<Delegation> begin(Assignment taken) {
        var name = requireNonNullElse(taken.config().executorName(), "");
        return delegations
                .open(taken.run(), name)
                .map(made -> made.orElseThrow(() -> new RunFailure(
                        "There is no executor '%s' (benchmark_config.executor_name); register it by POST /executors, then POST /benchmark-runs/%d/retry"
                                .formatted(name, taken.run().id()))));
    }

    private Uni<Void> given(Assignment taken, Delegation delegation) {
        return delegation.acknowledged()
                ? Uni.createFrom().voidItem()
                : handOver.give(delegation, taken.run(), taken.model().name());
    }

    private Uni<Measured> ended(Assignment taken, Delegation delegation, State state, RunBook book) {
        var outcome = requireNonNull(state.outcome(), "a watch ends with an outcome");
        if (outcome == Outcome.COMPLETED) {
            return results.of(taken, delegation, state, book);
        }
        var reason = requireNonNullElse(state.reason(), "it gave no reason");
        throw new RunFailure(
                outcome == Outcome.SILENT
                        ? "There was %s. What it reported is kept; POST /benchmark-runs/%d/retry hands the run over anew"
                                .formatted(reason, taken.run().id())
                        : "Executor %s reported failure: %s".formatted(delegation.executorName(), reason));
    }
}
