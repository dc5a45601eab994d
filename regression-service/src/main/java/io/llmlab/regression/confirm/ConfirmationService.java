package io.llmlab.regression.confirm;

import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.log.LogField;
import io.llmlab.platform.outbox.Outbox;
import io.llmlab.platform.outbox.OutboxEvent;
import io.llmlab.regression.series.MeasuredRun;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps suspicions and asks for repeats of their runs. What becomes of them others decide. Its methods work within the
/// caller's transaction, except the list.
@ApplicationScoped
public class ConfirmationService {

    private static final int MOST_AT_ONCE = 100;

    private final SuspicionRepository suspicions;
    private final Outbox outbox;
    private final ConfirmationConfig config;
    private final Clock clock;

    ConfirmationService(SuspicionRepository suspicions, Outbox outbox, ConfirmationConfig config, Clock clock) {
        this.suspicions = suspicions;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /// Whether this service asked for the run, to confirm what it suspects.
    public static boolean isRepeat(@Nullable String requestId) {
        return RepeatOrder.isMine(requestId);
    }

    /// Asks for repeats of a run that can be repeated: as many as the most careful configuration wants.
    public Uni<Void> suspect(MeasuredRun run, List<Suspected> suspected) {
        if (suspected.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var order = RepeatOrder.of(run, suspected);
        var now = clock.instant();
        try (var _ = LogField.of("run_id", run.id())) {
            Log.infof("Run %d of model %d: %s", run.id(), run.model().id(), order.reason());
        }
        return suspicions
                .persist(suspected.stream().map(one -> Suspicion.of(one, run, order, now, now.plus(config.patience()))))
                .chain(() -> outbox.append(
                        OutboxEvent.of("run-requested", run.model().id(), order.event(run))
                                .because(MeasuredRun.cause(run.id()))));
    }

    /// Those of these series that wait for repeats.
    public Uni<Set<Long>> heldOf(Collection<Long> seriesIds) {
        return suspicions.heldOf(seriesIds);
    }

    /// A repeat has ended, well or not.
    ///
    /// @return whether it was the last, so that what asked for it can be decided
    public Uni<Boolean> repeated(String requestId, long runId) {
        return suspicions.repeated(requestId, runId);
    }

    /// The requests that have waited long enough, those that waited longest first; a bounded number.
    public Uni<List<String>> overdue() {
        return suspicions.overdue(clock.instant(), MOST_AT_ONCE);
    }

    /// The series for which this was asked, and which still wait.
    public Uni<List<Long>> seriesOf(String requestId) {
        return suspicions.seriesOf(requestId);
    }

    /// What still waits for these repeats. Nobody else decides it until the transaction ends.
    public Uni<List<Suspicion>> pendingOf(String requestId) {
        return suspicions.pendingOfRequest(requestId);
    }

    /// The suspected run is no evidence after all.
    public Uni<Void> dropOf(long runId) {
        return suspicions
                .pendingOfRun(runId)
                .invoke(pending -> pending.forEach(suspicion -> drop(suspicion, DecisionReason.EXCLUDED)))
                .chain(suspicions::flush);
    }

    public void drop(Suspicion suspicion, DecisionReason reason) {
        suspicion.drop(reason, clock.instant());
    }

    public void becomes(Suspicion suspicion, long findingId, DecisionReason reason) {
        suspicion.becomes(findingId, reason, clock.instant());
    }

    @WithSession
    Uni<Listing<SuspicionView>> list(SuspicionFilter filter, Page page) {
        var views = suspicions
                .newestFirst(filter, page)
                .map(found -> found.stream().map(Suspicion::view).toList());
        return page.count()
                ? views.chain(items -> suspicions.countOf(filter).map(total -> new Listing<>(items, total)))
                : views.map(items -> new Listing<>(items, null));
    }
}
