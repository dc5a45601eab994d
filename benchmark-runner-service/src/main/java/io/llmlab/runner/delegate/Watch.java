package io.llmlab.runner.delegate;

import static java.util.Objects.requireNonNull;

import io.llmlab.platform.inbox.Transience;
import io.llmlab.runner.delegate.Delegations.State;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// Waits for what an outside runner reports, on behalf of the instance that has the run.
@ApplicationScoped
class Watch {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Delegations delegations;
    private final DelegateConfig config;

    Watch(Delegations delegations, DelegateConfig config) {
        this.delegations = delegations;
        this.config = config;
    }

    /// Ends when the outside runner has reported the end, or is not heard of any more.
    Uni<State> untilTheEnd(Delegation delegation) {
        return Multi.createBy()
                .repeating()
                .uni(() -> listen(delegation))
                .withDelay(config.poll())
                .whilst(state -> state.outcome() == null)
                .collect()
                .last()
                .map(state -> requireNonNull(state, "a watch ends with a state"));
    }

    /// While the database is away nobody can report, and nobody is silent.
    private Uni<State> listen(Delegation delegation) {
        return look(delegation)
                .onFailure(Transience::mayPass)
                .recoverWithUni(_ -> delegations
                        .listenAnew(delegation)
                        .onFailure(Transience::mayPass)
                        .retry()
                        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                        .indefinitely()
                        .chain(() -> look(delegation)));
    }

    private Uni<State> look(Delegation delegation) {
        return delegations
                .look(delegation)
                .chain(state -> state.overdue() && state.outcome() == null
                        ? delegations
                                .silence(delegation, reason(delegation, state))
                                .chain(() -> delegations.look(delegation))
                        : Uni.createFrom().item(state));
    }

    private static String reason(Delegation delegation, State state) {
        return "no word from executor %s for %d s; last at %s. It may have died, or cannot reach the callback URL"
                .formatted(
                        delegation.executorName(),
                        delegation.heartbeat().toSeconds(),
                        state.heardAt().truncatedTo(ChronoUnit.SECONDS));
    }
}
