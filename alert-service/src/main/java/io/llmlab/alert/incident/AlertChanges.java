package io.llmlab.alert.incident;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What people do to alerts, within the caller's transaction.
@ApplicationScoped
class AlertChanges {

    private final AlertRepository alerts;
    private final Transitions transitions;
    private final Herald herald;
    private final Audit audit;
    private final Clock clock;

    AlertChanges(AlertRepository alerts, Transitions transitions, Herald herald, Audit audit, Clock clock) {
        this.alerts = alerts;
        this.transitions = transitions;
        this.herald = herald;
        this.audit = audit;
        this.clock = clock;
    }

    /// Whoever takes an alert in hand or ends it has heard of it: what is still to be sent of it is not sent any more.
    Uni<Alert> apply(long id, AlertUpdate update) {
        return alerts.requireToChange(id).call(alert -> switch (Objects.requireNonNull(update.status(), "validated")) {
            case ACKNOWLEDGED -> acknowledge(alert, update);
            case RESOLVED -> resolve(alert, update);
            case ACTIVE ->
                throw new Conflict(
                        "Alert %d cannot be made active; the next finding opens a new one".formatted(alert.id()));
        });
    }

    private Uni<Void> acknowledge(Alert alert, AlertUpdate update) {
        var by = update.acknowledger();
        var notes = update.notesWithoutResolution();
        return transitions
                .record(alert.acknowledge(by, notes, clock.instant()), by, notes, Map.of())
                .chain(() -> herald.stop(List.of(alert.id()), "acknowledged by " + by))
                .chain(() -> audit.record(by, "acknowledged", "alert " + alert.id()));
    }

    private Uni<Void> resolve(Alert alert, AlertUpdate update) {
        var by = update.resolver();
        var notes = update.resolutionNotes();
        return transitions
                .record(alert.resolve(by, notes, update.resolution(), clock.instant()), by, notes, details(update))
                .chain(() -> herald.stop(List.of(alert.id()), "resolved by " + by))
                .chain(() -> audit.record(by, "resolved", "alert " + alert.id()));
    }

    private static Map<String, Object> details(AlertUpdate update) {
        return update.resolution() == null ? Map.of() : Map.of("resolution", update.resolution());
    }
}
