package io.llmlab.alert.incident;

import io.llmlab.alert.incident.Life.Event;
import io.llmlab.alert.policy.Policies;
import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.Breach;
import io.llmlab.alert.rule.Decision.Ends;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.signal.Subject;
import io.llmlab.alert.timeline.Entry;
import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What happens to alerts because of events; everything within the caller's transaction.
@ApplicationScoped
public class Incidents {

    /// Models before what they may have in common.
    private static final String LOCK = """
            select count(*) from (
                select pg_advisory_xact_lock(hashtextextended('alert.' || current_schema(), model))
                from unnest($1::bigint[]) as model
                union all
                select pg_advisory_xact_lock(hashtextextended('alert.' || current_schema() || '.' || suspect, 0))
                from unnest($2::text[]) as suspect) held""";

    private final AlertRepository alerts;
    private final PartRepository parts;
    private final Prospects prospects;
    private final Policies policies;
    private final Openings openings;
    private final Endings endings;
    private final Transitions transitions;
    private final Herald herald;
    private final AlertTimers timers;
    private final Clock clock;

    Incidents(
            AlertRepository alerts,
            PartRepository parts,
            Prospects prospects,
            Policies policies,
            Openings openings,
            Endings endings,
            Transitions transitions,
            Herald herald,
            AlertTimers timers,
            Clock clock) {
        this.alerts = alerts;
        this.parts = parts;
        this.prospects = prospects;
        this.policies = policies;
        this.openings = openings;
        this.endings = endings;
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
        return lock(modelIds, List.of());
    }

    /// The same, and about what is suspected to concern more than one model.
    ///
    /// @param suspects as [Suspect#key] names them
    public Uni<Void> lock(Collection<Long> modelIds, Collection<String> suspects) {
        return PlainSql.rows(
                        LOCK,
                        modelIds.stream().distinct().sorted().toArray(Long[]::new),
                        suspects.stream().distinct().sorted().toArray(String[]::new))
                .replaceWithVoid();
    }

    /// For work that is done together, once the models are locked: looks up at once what [#repeat],
    /// [#openedWithin] and [#openTogether] would look up for each of these.
    public Uni<Void> lookUp(List<Identity> identities) {
        var models = identities.stream()
                .map(identity -> identity.subject().model().id())
                .toList();
        return identities.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(policies.expect(models), prospects.lookUp(identities))
                        .andCollectFailures()
                        .replaceWithVoid();
    }

    /// What makes an alert one, or a part of one.
    public record Identity(AlertRule rule, Subject subject, Breach breach) {

        /// 16 hexadecimal digits, the same for all that would repeat it.
        public String fingerprint() {
            return Fingerprint.of(rule, subject, breach);
        }

        Series series() {
            return new Series(subject.model().id(), subject.dataset(), breach.metricType(), breach.metricName());
        }

        /// For a person: what is measured of whom.
        String about() {
            return AlertPart.about(breach.metricName(), subject.model(), subject.dataset());
        }

        @Nullable
        Long group() {
            return breach.evidence().matter().group();
        }

        @Nullable
        Suspect suspect() {
            return Suspect.of(subject, breach.evidence().cause());
        }
    }

    /// Counts the breach on the alert that is open already, and tells people where it is worse than they know.
    /// One that ended a short while ago, if the rule says so, goes on.
    ///
    /// @return whether there was one
    public Uni<Boolean> repeat(AlertRule rule, Subject subject, Breach breach) {
        var identity = new Identity(rule, subject, breach);
        return repeatOpen(identity)
                .chain(repeated -> repeated ? Uni.createFrom().item(true) : reopen(identity));
    }

    private Uni<Boolean> repeatOpen(Identity identity) {
        return alerts.openOf(identity.fingerprint())
                .chain(open -> open.isEmpty()
                        ? Uni.createFrom().item(false)
                        : repeat(open.getFirst(), identity).replaceWith(true));
    }

    /// Where another transaction reopens the alert first, it is open when that is done.
    private Uni<Boolean> reopen(Identity identity) {
        return identity.rule()
                .reopen()
                .map(time -> alerts.endedOf(
                                identity.fingerprint(), clock.instant().minus(time))
                        .chain(ended -> ended.isEmpty()
                                ? repeatOpen(identity)
                                : reopen(ended.getFirst(), identity).replaceWith(true)))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private Uni<Void> reopen(Alert alert, Identity identity) {
        return part(alert, identity).chain(part -> reopen(alert, part, identity));
    }

    private Uni<Void> reopen(Alert alert, AlertPart part, Identity identity) {
        var rule = identity.rule();
        var breach = identity.breach();
        part.reopen(breach, clock.instant());
        var reopened = part.isLead() ? alert.reopen(breach, clock.instant()) : alert.reopenWithPart(clock.instant());
        return transitions
                .record(reopened, Entry.SYSTEM, breach.text(), details(alert, part, identity))
                .chain(() -> timers.opened(rule, List.of(alert)))
                .chain(() -> herald.tell(NewsKind.REOPENED, new News.Item(alert, part, breach.text()), rule));
    }

    private Uni<Void> repeat(Alert alert, Identity identity) {
        return part(alert, identity).chain(part -> repeat(alert, part, identity));
    }

    private Uni<Void> repeat(Alert alert, AlertPart part, Identity identity) {
        var breach = identity.breach();
        var event = part.eventOf(breach);
        var next = alert.next(event);
        part.seenAgain(event, breach, clock.instant());
        var changed = part.isLead()
                ? alert.seenAgain(event, breach, clock.instant())
                : alert.partSeenAgain(event, clock.instant());
        var details = details(alert, part, identity);
        var seen = transitions.record(changed, Entry.SYSTEM, breach.text(), details);
        if (event == Event.REPEATED || !(next instanceof Life.Next.Goes goes)) {
            return seen;
        }
        var told = goes.told();
        return told == null
                ? seen.chain(() -> transitions.hold(alert, "it is snoozed", details))
                : seen.chain(() -> herald.tell(told, new News.Item(alert, part, breach.text()), identity.rule()));
    }

    /// Of an alert of one series it is a copy.
    private Uni<AlertPart> part(Alert alert, Identity identity) {
        return alert.isSingle()
                ? Uni.createFrom().item(AlertPart.only(alert))
                : parts.findById(new AlertPart.Key(alert.id(), identity.fingerprint()))
                        .onItem()
                        .ifNull()
                        .failWith(NoSuchElementException::new);
    }

    /// Whether there is an open alert of this rule and series.
    public Uni<Boolean> isOpen(AlertRule rule, Subject subject, Breach breach) {
        return alerts.openOf(Fingerprint.of(rule, subject, breach)).map(open -> !open.isEmpty());
    }

    /// Whether an alert of this rule and series was opened within the given time, by the injected clock, or
    /// the series became a part of one.
    public Uni<Boolean> openedWithin(Duration time, AlertRule rule, Subject subject, Breach breach) {
        return alerts.openedSince(
                Fingerprint.of(rule, subject, breach), clock.instant().minus(time));
    }

    /// Opens an alert of one series. [#announce] tells of it.
    public Uni<Alert> open(AlertRule rule, Subject subject, Breach breach) {
        return openings.open(List.of(new Identity(rule, subject, breach))).map(Openings.Opened::alert);
    }

    /// Tells of the alerts that one rule opened at one time, and sets their timers.
    ///
    /// @param opened alerts of one series each, the most important first
    public Uni<Void> announce(AlertRule rule, List<Alert> opened) {
        return openings.announce(
                rule, opened.stream().map(alert -> News.Item.of(alert, null)).toList());
    }

    /// Makes one alert of what one rule opens because of one event, or parts of one that is open and has the same
    /// cause,
    /// and tells of it.
    ///
    /// @param ofOneCause of one rule
    public Uni<Void> openTogether(List<Identity> ofOneCause) {
        return ofOneCause.isEmpty() ? Uni.createFrom().voidItem() : openings.openTogether(ofOneCause);
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
            long modelId, String dataset, String metricType, String metricName, String stream, String text) {

        Series series() {
            return new Series(modelId, dataset, metricType, metricName);
        }
    }

    /// Takes these series back from the open alerts of all rules, unless another stream of theirs is still
    /// bad. What has
    /// no part left is resolved, and those are told who had heard of it.
    public Uni<Void> recover(List<Recovery> recoveries) {
        return endings.recover(recoveries);
    }

    /// Resolves the open alert of an identity, where there is one, and tells those who had heard of it.
    public Uni<Void> end(AlertRule rule, Subject subject, Ends ends) {
        return endings.end(Fingerprint.of(rule, subject, ends.metricType(), ends.metricName()), ends.reason());
    }

    /// Resolves the open alerts about a run that a person excluded: that it failed, or that its samples did.
    /// One that came again with another run stays; what a series shows is over when [#recover] says so.
    public Uni<Void> withdraw(long modelId, long runId, String text) {
        return endings.withdraw(modelId, runId, text);
    }

    private static Map<String, Object> details(Alert alert, AlertPart part, Identity identity) {
        var details = new HashMap<>(ofRun(identity.subject()));
        if (!alert.isSingle()) {
            details.put("part", part.about());
        }
        return details;
    }

    static Map<String, Object> ofRun(Subject subject) {
        return subject.runId() == 0 ? Map.of() : Map.of("run_id", subject.runId());
    }

    /// What several findings may have in common beyond a model, for [#lock].
    public static Stream<String> suspects(Subject subject, Stream<Breach> breaches) {
        return breaches.map(breach -> Suspect.of(subject, breach.evidence().cause()))
                .filter(Objects::nonNull)
                .map(Suspect::key)
                .distinct();
    }
}
