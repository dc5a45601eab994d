package io.llmlab.runner.delegate;

import io.llmlab.platform.log.LogField;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.execute.RunFailure;
import io.llmlab.runner.run.RunView;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Offers a run to an outside runner until it has it, or until it is no use.
@ApplicationScoped
class HandOver {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Delegations delegations;
    private final RunnerClient client;
    private final Reports reports;
    private final DelegateConfig config;
    private final Clock clock;

    HandOver(Delegations delegations, RunnerClient client, Reports reports, DelegateConfig config, Clock clock) {
        this.delegations = delegations;
        this.client = client;
        this.reports = reports;
        this.config = config;
        this.clock = clock;
    }

    /// A run on its way to its outside runner.
    ///
    /// @param giveUpAt when trying ends
    record Parcel(Delegation delegation, RunView run, String modelName, Instant giveUpAt) {}

    /// Ends when the outside runner has the run; fails with [RunFailure] when it will not take it, or not in
    /// time.
    Uni<Void> give(Delegation delegation, RunView run, String modelName) {
        var parcel = new Parcel(delegation, run, modelName, clock.instant().plus(config.giveUpAfter()));
        return give(parcel, config.firstPause());
    }

    private Uni<Void> give(Parcel parcel, Duration pause) {
        return delegations
                .look(parcel.delegation())
                .chain(state -> state.acknowledged() ? Uni.createFrom().voidItem() : offer(parcel, pause));
    }

    private Uni<Void> offer(Parcel parcel, Duration pause) {
        var token = CallbackToken.random();
        return delegations
                .allow(parcel.delegation(), token)
                .chain(() -> client.offer(parcel.delegation(), offer(parcel, token)))
                .chain(answer -> act(parcel, pause, answer));
    }

    private Uni<Void> act(Parcel parcel, Duration pause, Answer answer) {
        return switch (answer) {
            case Answer.Accepted _ -> delegations.acknowledge(parcel.delegation());
            case Answer.Finished finished -> finish(parcel, finished.report());
            case Answer.Refused refused ->
                throw new RunFailure("Executor %s (%s) %s; look at the runner there, and at the run's benchmark_config"
                        .formatted(name(parcel), parcel.delegation().url(), refused.detail()));
            case Answer.Later later -> tryAgain(parcel, pause, later);
        };
    }

    /// What was reported by PATCH meanwhile counts.
    private Uni<Void> finish(Parcel parcel, Report report) {
        return Uni.createFrom()
                .deferred(() -> reports.take(parcel.delegation(), report))
                .onFailure(Invalid.class)
                .transform(wrong -> new RunFailure("Executor %s answered 200 with a result that does not fit: %s"
                        .formatted(name(parcel), wrong.getMessage())))
                .onFailure(Conflict.class)
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Void> tryAgain(Parcel parcel, Duration pause, Answer.Later later) {
        var wait = later.pause().orElse(pause);
        if (clock.instant().plus(wait).isAfter(parcel.giveUpAt())) {
            throw new RunFailure(
                    "Executor %s (%s) %s%s; it was tried for %d s (runner.http-executor.give-up-after). Check its url and that it runs, then POST /benchmark-runs/%d/retry"
                            .formatted(
                                    name(parcel),
                                    parcel.delegation().url(),
                                    later.detail(),
                                    later.pause()
                                            .map(asked -> " and asks to wait %d s".formatted(asked.toSeconds()))
                                            .orElse(""),
                                    config.giveUpAfter().toSeconds(),
                                    parcel.run().id()));
        }
        try (var _ = LogField.of("run_id", parcel.run().id())) {
            Log.infof("Run %d waits for executor %s, which %s", parcel.run().id(), name(parcel), later.detail());
        }
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(atLeastAMoment(wait))
                .chain(() -> give(parcel, longer(pause)));
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /// Mutiny takes no pause of length 0, which `Retry-After` may ask for.
    private static Duration atLeastAMoment(Duration wait) {
        return wait.toMillis() < 1 ? Duration.ofMillis(1) : wait;
    }

    private RunOffer offer(Parcel parcel, CallbackToken token) {
        var run = parcel.run();
        var base = config.callbackBase().replaceAll("/+$", "");
        return new RunOffer(
                run.id(),
                parcel.modelName(),
                run.datasetName(),
                run.datasetVersion(),
                run.runConfig(),
                "%s/benchmark-runs/%d".formatted(base, run.id()),
                token.value(),
                parcel.delegation().heartbeat().toSeconds());
    }

    private static String name(Parcel parcel) {
        return parcel.delegation().executorName();
    }
}
