package io.llmlab.alert.incident;

import io.llmlab.alert.incident.AlertRepository.Series;
import io.llmlab.alert.incident.Life.Event;
import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.Breach;
import io.llmlab.alert.rule.Decision.Ends;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.signal.Subject;
import io.llmlab.alert.timeline.Entry;
import io.llmlab.platform.database.PlainSql;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What happens to alerts because of events; everything within the caller's transaction.
@ApplicationScoped
public class Incidents {

    private static final String LOCK = """
            select count(*) from (
                select pg_advisory_xact_lock(hashtextextended('alert.' || current_schema(), model))
                from unnest($1::bigint[]) as model) held""";

    private final AlertRepository alerts;
    private final Transitions transitions;
    private final Herald herald;
    private final AlertTimers timers;
    private final Clock clock;

    Incidents(AlertRepository alerts, Transitions transitions, Herald herald, AlertTimers timers, Clock clock) {
        this.alerts = alerts;
        this.transitions = transitions;
        this.herald = herald;
        this.timers = timers;
        this.clock = clock;
    }

    /// Lets one transaction at a time decide about a model's alerts.
    public Uni<Void> lock(long modelId) {
        return lock(List.of(modelId));
    }

    /// The same for several, in one order.
    public Uni<Void> lock(Collection<Long> modelIds) {
        return PlainSql.rows(
                        LOCK, (Object) modelIds.stream().distinct().sorted().toArray(Long[]::new))
                .replaceWithVoid();
    }

    /// For work that is done together, once the models are locked: looks up at once what [#repeat] and [#openedWithin]
    /// would look up for each of these.
    public Uni<Void> lookUp(List<Identity> identities) {
        return alerts.lookUp(
                identities.stream()
                        .map(identity -> Fingerprint.of(identity.rule(), identity.subject(), identity.breach()))
                        .toList(),
                identities.stream().map(Incidents::series).toList());
    }

    private static Series series(Identity identity) {
        var subject = identity.subject();
        var breach = identity.breach();
        return new Series(subject.model().id(), subject.dataset(), breach.metricType(), breach.metricName());
    }

    /// What makes an alert one.
    public record Identity(AlertRule rule, Subject subject, Breach breach) {}

    /// Counts the breach on the alert that is open already, and tells people where it is worse than they know. One that
    /// ended a short while ago, if the rule says so, goes on.
    ///
    /// @return whether there was one
    public Uni<Boolean> repeat(AlertRule rule, Subject subject, Breach breach) {
        return alerts.openOf(Fingerprint.of(rule, subject, breach))
                .chain(open -> open.isEmpty()
                        ? reopen(rule, subject, breach)
                        : repeat(open.getFirst(), rule, subject, breach).replaceWith(true));
    }

    private Uni<Boolean> reopen(AlertRule rule, Subject subject, Breach breach) {
        return rule.reopen()
                .map(time -> alerts.endedOf(
                                Fingerprint.of(rule, subject, breach),
                                clock.instant().minus(time))
                        .chain(ended -> ended.isEmpty()
                                ? Uni.createFrom().item(false)
                                : reopen(ended.getFirst(), rule, subject, breach)
                                        .replaceWith(true)))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private Uni<Void> reopen(Alert alert, AlertRule rule, Subject subject, Breach breach) {
        var reopened = alert.reopen(breach, clock.instant());
        return transitions
                .record(reopened, Entry.SYSTEM, breach.text(), ofRun(subject))
                .chain(() -> timers.opened(rule, List.of(alert)))
                .chain(() -> herald.tell(NewsKind.REOPENED, alert, rule, breach.text(), rule.notificationChannels()));
    }

    private Uni<Void> repeat(Alert alert, AlertRule rule, Subject subject, Breach breach) {
        var event = alert.eventOf(breach);
        var next = alert.next(event);
        var seen = transitions.record(
                alert.seenAgain(event, breach, clock.instant()), Entry.SYSTEM, breach.text(), ofRun(subject));
        if (event == Event.REPEATED || !(next instanceof Life.Next.Goes goes)) {
            return seen;
        }
        var told = goes.told();
        return told == null
                ? seen.chain(() -> transitions.hold(alert, "it is snoozed", ofRun(subject)))
                : seen.chain(() -> herald.tell(told, alert, rule, breach.text(), rule.notificationChannels()));
    }

    /// Whether there is an open alert of this rule and series.
    public Uni<Boolean> isOpen(AlertRule rule, Subject subject, Breach breach) {
        return alerts.openOf(Fingerprint.of(rule, subject, breach)).map(open -> !open.isEmpty());
    }

    /// Whether an alert of this rule and series was opened within the given time, by the injected clock.
    public Uni<Boolean> openedWithin(Duration time, AlertRule rule, Subject subject, Breach breach) {
        return alerts.openedSince(
                Fingerprint.of(rule, subject, breach), clock.instant().minus(time));
    }

    public Uni<Alert> open(AlertRule rule, Subject subject, Breach breach) {
        return alerts.nextId()
                .map(id -> Alert.opened(id, rule, subject, breach, clock.instant()))
                .chain(alerts::add)
                .call(alert -> transitions.record(alert.reportOpening(), Entry.SYSTEM, breach.text(), ofRun(subject)))
                .invoke(alert -> Log.debugf("Alert %d is open: %s", alert.id(), breach.title()));
    }

    /// Tells of the alerts that one rule opened because of one run, and sets their timers.
    ///
    /// @param opened the most important first
    public Uni<Void> announce(AlertRule rule, List<Alert> opened) {
        return timers.opened(rule, opened).chain(() -> herald.opened(rule, opened));
    }

    /// Writes into the timeline of the identity's last alert why no new one is opened.
    public Uni<Void> hold(AlertRule rule, Subject subject, Breach breach, String reason) {
        return alerts.latestOf(Fingerprint.of(rule, subject, breach))
                .chain(latest -> Multi.createFrom()
                        .iterable(latest)
                        .onItem()
                        .transformToUniAndConcatenate(alert -> transitions.hold(alert, reason, ofRun(subject)))
                        .onItem()
                        .ignoreAsUni());
    }

    /// A series that is back within its baseline.
    ///
    /// @param text says so, for a person
    public record Recovery(
            long modelId, String dataset, String metricType, String metricName, String stream, String text) {}

    /// Resolves the open alerts of these series, of all rules, unless another stream of theirs is still bad, and tells
    /// those who had heard of them.
    public Uni<Void> recover(List<Recovery> recoveries) {
        return Multi.createFrom()
                .iterable(recoveries)
                .onItem()
                .transformToUniAndConcatenate(this::recover)
                .onItem()
                .<News.Item>disjoint()
                .collect()
                .asList()
                .chain(herald::over);
    }

    private Uni<List<News.Item>> recover(Recovery recovery) {
        return alerts.openOf(recovery.modelId(), recovery.dataset(), recovery.metricType(), recovery.metricName())
                .map(open -> open.stream()
                        .filter(alert -> alert.isOverAfter(recovery.stream()))
                        .toList())
                .chain(over -> resolve(over, recovery.text()));
    }

    /// Resolves the open alert of an identity, where there is one, and tells those who had heard of it.
    public Uni<Void> end(AlertRule rule, Subject subject, Ends ends) {
        return alerts.openOf(Fingerprint.of(rule, subject, ends.metricType(), ends.metricName()))
                .chain(over -> resolve(over, ends.reason()))
                .chain(herald::over);
    }

    /// Resolves the open alerts about a run that a person excluded: that it failed, or that its samples did. One that
    /// came again with another run stays; what a series shows is over when [#recover] says so.
    public Uni<Void> withdraw(long modelId, long runId, String text) {
        return alerts.openOfRun(modelId, runId)
                .map(open -> open.stream().filter(Alert::isOfRun).toList())
                .chain(over -> resolve(over, text))
                .chain(herald::over);
    }

    private Uni<List<News.Item>> resolve(List<Alert> over, String why) {
        return Multi.createFrom()
                .iterable(over)
                .onItem()
                .transformToUniAndConcatenate(alert -> resolve(alert, why))
                .collect()
                .asList();
    }

    private Uni<News.Item> resolve(Alert alert, String why) {
        Log.infof("Alert %d resolves by itself: %s", alert.id(), why);
        return transitions
                .record(
                        alert.resolve(Event.RECOVERED, Entry.SYSTEM, why, null, clock.instant()),
                        Entry.SYSTEM,
                        why,
                        Map.of())
                .replaceWith(new News.Item(alert, why));
    }

    private static Map<String, Object> ofRun(Subject subject) {
        return subject.runId() == 0 ? Map.of() : Map.of("run_id", subject.runId());
    }
}
