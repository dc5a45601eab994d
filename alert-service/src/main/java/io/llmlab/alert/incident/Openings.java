package io.llmlab.alert.incident;

import static io.llmlab.platform.flow.Steps.inTurn;
import static java.util.Comparator.comparingInt;

import io.llmlab.alert.incident.Incidents.Identity;
import io.llmlab.alert.incident.Life.Event;
import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.Breach;
import io.llmlab.alert.signal.Cause;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.signal.Severity;
import io.llmlab.alert.timeline.Entry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Opens alerts, or lets what broke a rule join one that is open and has the same cause; within the caller's
/// transaction.
@ApplicationScoped
class Openings {

    /// The lead comes first: the most severe, then the largest change; what came from nothing is larger than all.
    private static final Comparator<Identity> BY_IMPORTANCE =
            comparingInt(Openings::rank).thenComparing(identity -> -magnitude(identity));

    private final AlertRepository alerts;
    private final PartRepository parts;
    private final Prospects prospects;
    private final Transitions transitions;
    private final AlertTimers timers;
    private final Herald herald;
    private final Clock clock;

    Openings(
            AlertRepository alerts,
            PartRepository parts,
            Prospects prospects,
            Transitions transitions,
            AlertTimers timers,
            Herald herald,
            Clock clock) {
        this.alerts = alerts;
        this.parts = parts;
        this.prospects = prospects;
        this.transitions = transitions;
        this.timers = timers;
        this.herald = herald;
        this.clock = clock;
    }

    /// @param ofOneCause of one rule; never empty
    Uni<Void> openTogether(List<Identity> ofOneCause) {
        var sorted = ofOneCause.stream().sorted(BY_IMPORTANCE).toList();
        var joining = new LinkedHashMap<Alert, List<Identity>>();
        var alone = new ArrayList<Identity>();
        return Multi.createFrom()
                .iterable(sorted)
                .onItem()
                .transformToUniAndConcatenate(identity -> alerts.openOfCause(identity)
                        .invoke(open -> open.stream()
                                .findFirst()
                                .map(alert -> joining.computeIfAbsent(alert, _ -> new ArrayList<>()))
                                .orElse(alone)
                                .add(identity)))
                .onItem()
                .ignoreAsUni()
                .chain(() -> inTurn(joining.entrySet(), joined -> join(joined.getKey(), joined.getValue())))
                .chain(() -> alone.isEmpty() ? Uni.createFrom().voidItem() : openAndTell(alone));
    }

    private Uni<Void> openAndTell(List<Identity> sorted) {
        return open(sorted).chain(opened -> announce(sorted.getFirst().rule(), items(opened.alert(), opened.parts())));
    }

    record Opened(Alert alert, List<AlertPart> parts) {}

    /// @param sorted of one rule, the lead first
    Uni<Opened> open(List<Identity> sorted) {
        return prospects
                .nextId()
                .map(id -> Alert.opened(id, sorted.getFirst(), sorted.size(), clock.instant()))
                .chain(alert -> alerts.add(alert, sorted))
                .chain(alert -> partsOf(alert, sorted).map(all -> new Opened(alert, all)))
                .call(opened -> report(opened, sorted));
    }

    private Uni<List<AlertPart>> partsOf(Alert alert, List<Identity> sorted) {
        return alert.isSingle() ? Uni.createFrom().item(List.of(AlertPart.only(alert))) : keep(alert, 1, sorted);
    }

    private Uni<Void> report(Opened opened, List<Identity> sorted) {
        var alert = opened.alert();
        var lead = sorted.getFirst().breach();
        Log.debugf(
                "Alert %d is open: %s%s",
                alert.id(), lead.title(), alert.isSingle() ? "" : " (and %d more)".formatted(sorted.size() - 1));
        return transitions.record(
                alert.reportOpening().with(opened.parts()), Entry.SYSTEM, lead.text(), details(alert, sorted));
    }

    /// @param items the most important first
    Uni<Void> announce(AlertRule rule, List<News.Item> items) {
        var opened = items.stream().map(News.Item::alert).distinct().toList();
        return timers.opened(rule, opened).chain(() -> herald.opened(rule, items));
    }

    /// @return those for which there is room
    private Uni<List<AlertPart>> keep(Alert alert, int position, List<Identity> sorted) {
        var room = Math.clamp(AlertPart.MOST - position + 1L, 0, sorted.size());
        var kept = IntStream.range(0, room)
                .mapToObj(at -> AlertPart.of(alert.id(), position + at, sorted.get(at), alert.lastSeenAt()))
                .toList();
        return parts.persist(kept).replaceWith(kept);
    }

    private static List<News.Item> items(Alert alert, List<AlertPart> some) {
        return some.stream().map(part -> new News.Item(alert, part, null)).toList();
    }

    private Uni<Void> join(Alert alert, List<Identity> sorted) {
        return parts.of(alert)
                .call(before -> alert.isSingle()
                        ? parts.persist(before)
                        : Uni.createFrom().voidItem())
                .chain(before -> join(alert, before, sorted));
    }

    private Uni<Void> join(Alert alert, List<AlertPart> before, List<Identity> sorted) {
        var event = sorted.stream().anyMatch(identity -> outdoesAll(identity.breach(), before))
                ? Event.WORSENED
                : Event.REPEATED;
        var next = alert.next(event);
        var joined = alert.joinedBy(sorted.size(), event, sharedCause(sorted), clock.instant());
        prospects.note(alert.id(), sorted);
        return keep(alert, before.size() + 1, sorted)
                .call(kept -> transitions.record(
                        joined.with(
                                Stream.concat(before.stream(), kept.stream()).toList()),
                        Entry.SYSTEM,
                        sorted.getFirst().breach().text(),
                        details(alert, sorted)))
                .chain(kept -> kept.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tell(
                                alert,
                                items(alert, kept),
                                event,
                                next,
                                sorted.getFirst().rule()));
    }

    /// What is worse than people know is told now, all else a while later, with what else joins by then.
    private Uni<Void> tell(Alert alert, List<News.Item> joined, Event event, Life.Next next, AlertRule rule) {
        if (alert.snoozedUntil() != null) {
            return transitions.hold(alert, "it is snoozed", Map.of());
        }
        if (event == Event.WORSENED && next instanceof Life.Next.Goes) {
            return herald.tell(NewsKind.WORSENED, joined, rule);
        }
        return alert.facts().status() == AlertStatus.ACTIVE
                ? herald.tellLater(joined, rule)
                : transitions.hold(alert, "it is acknowledged", Map.of());
    }

    private static boolean outdoesAll(Breach breach, List<AlertPart> known) {
        return known.stream().allMatch(part -> part.claim().isOutdoneBy(breach));
    }

    /// Whoever comes later may see that others have it too.
    private static @Nullable Cause sharedCause(List<Identity> identities) {
        return identities.stream()
                .map(identity -> identity.breach().evidence().cause())
                .filter(Objects::nonNull)
                .filter(Cause::reachesBeyondTheModel)
                .findFirst()
                .orElse(null);
    }

    private static Map<String, Object> details(Alert alert, List<Identity> identities) {
        var details = new HashMap<>(Incidents.ofRun(identities.getFirst().subject()));
        if (!alert.isSingle()) {
            details.put(
                    "parts",
                    identities.stream()
                            .limit(AlertFacts.MOST_PARTS)
                            .map(Identity::about)
                            .toList());
            details.put("parts_total", identities.size());
        }
        return details;
    }

    private static int rank(Identity identity) {
        var severity = identity.breach().findingSeverity();
        return severity == null ? Severity.values().length : severity.ordinal();
    }

    private static double magnitude(Identity identity) {
        var change = identity.breach().changePercent();
        return change == null ? Double.POSITIVE_INFINITY : Math.abs(change);
    }
}
