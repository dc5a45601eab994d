package io.llmlab.alert.incident;

import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.Breach;
import io.llmlab.alert.signal.Subject;
import io.llmlab.platform.outbox.Outbox;
import io.llmlab.platform.outbox.OutboxEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What happens to alerts because of events; everything within the caller's transaction.
@ApplicationScoped
public class Incidents {

    /// Who resolves where no person does.
    static final String SYSTEM = "system";

    private static final String LOCK =
            "select 1 from (select pg_advisory_xact_lock(hashtextextended('alert.' || current_schema(), :model))) held";

    private final AlertRepository alerts;
    private final Outbox outbox;
    private final Clock clock;

    Incidents(AlertRepository alerts, Outbox outbox, Clock clock) {
        this.alerts = alerts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Lets one transaction at a time decide about a model's alerts.
    public Uni<Void> lock(long modelId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK, Integer.class)
                        .setParameter("model", modelId)
                        .getSingleResult())
                .replaceWithVoid();
    }

    /// Counts the breach on the alert that is open already.
    ///
    /// @return whether there was one
    public Uni<Boolean> repeat(AlertRule rule, Subject subject, Breach breach) {
        return alerts.openOf(Alert.fingerprintOf(rule, subject, breach))
                .chain(open -> open.isEmpty()
                        ? Uni.createFrom().item(false)
                        : publish(open.getFirst().repeated(breach, clock.instant()))
                                .replaceWith(true));
    }

    /// Whether an alert of this rule and series was opened within the given time, by the injected clock.
    public Uni<Boolean> openedWithin(Duration time, AlertRule rule, Subject subject, Breach breach) {
        return alerts.openedSince(
                Alert.fingerprintOf(rule, subject, breach), clock.instant().minus(time));
    }

    public Uni<Alert> open(AlertRule rule, Subject subject, Breach breach) {
        return alerts.persistAndFlush(Alert.opened(rule, subject, breach, clock.instant()))
                .call(alert -> publish(alert.reportOpening()))
                .invoke(alert -> Log.infof("Alert %d is open: %s", alert.id(), breach.title()));
    }

    /// Remembers which notification told people of these alerts.
    public void announced(List<Alert> opened, long notification) {
        opened.forEach(alert -> alert.announcedBy(notification));
    }

    /// A series that is back within its baseline.
    ///
    /// @param text says so, for a person
    public record Recovery(
            long modelId, String dataset, String metricType, String metricName, String stream, String text) {}

    /// Resolves the open alerts of a series, of all rules, unless another stream of theirs is still bad.
    public Uni<Void> recover(Recovery recovery) {
        return alerts.openOf(recovery.modelId(), recovery.dataset(), recovery.metricType(), recovery.metricName())
                .chain(open -> Multi.createFrom()
                        .iterable(open)
                        .filter(alert -> alert.isOverAfter(recovery.stream()))
                        .onItem()
                        .transformToUniAndConcatenate(alert -> resolve(alert, recovery.text(), clock.instant()))
                        .onItem()
                        .ignoreAsUni());
    }

    /// Resolves the open alerts about a run that a person excluded: that it failed, or that its samples did. One that
    /// came again with another run stays; what a series shows is over when [#recover] says so.
    public Uni<Void> withdraw(long modelId, long runId, String text) {
        return alerts.openOfRun(modelId, runId)
                .chain(open -> Multi.createFrom()
                        .iterable(open)
                        .filter(Alert::isOfRun)
                        .onItem()
                        .transformToUniAndConcatenate(alert -> resolve(alert, text, clock.instant()))
                        .onItem()
                        .ignoreAsUni());
    }

    private Uni<Void> resolve(Alert alert, String notes, Instant at) {
        Log.infof("Alert %d resolves by itself: %s", alert.id(), notes);
        return publish(alert.resolve(SYSTEM, notes, null, at));
    }

    Uni<Void> publish(AlertChanged event) {
        return outbox.append(OutboxEvent.of("alert-changed", event.model().id(), event));
    }
}
