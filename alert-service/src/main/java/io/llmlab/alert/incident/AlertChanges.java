package io.llmlab.alert.incident;

import io.llmlab.alert.incident.Life.Event;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.timer.TimerKind;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What people do to alerts, within the caller's transaction. Whoever takes an alert in hand, ends it or wants
/// to be left alone has heard of it: what is still to be sent of it is not sent any more.
@ApplicationScoped
class AlertChanges {

    private static final Duration LONGEST_SNOOZE = Duration.ofDays(366);

    private final AlertRepository alerts;
    private final Transitions transitions;
    private final Herald herald;
    private final AlertTimers timers;
    private final Clock clock;

    AlertChanges(AlertRepository alerts, Transitions transitions, Herald herald, AlertTimers timers, Clock clock) {
        this.alerts = alerts;
        this.transitions = transitions;
        this.herald = herald;
        this.timers = timers;
        this.clock = clock;
    }

    Uni<Alert> apply(long id, AlertUpdate update) {
        return alerts.requireToChange(id)
                .call(alert -> changeStatus(alert, update))
                .call(alert -> changeSnooze(alert, update));
    }

    private Uni<Void> changeStatus(Alert alert, AlertUpdate update) {
        return switch (update.status()) {
            case null -> Uni.createFrom().voidItem();
            case ACKNOWLEDGED -> acknowledge(alert, update);
            case RESOLVED -> resolve(alert, update);
            case ACTIVE -> requireActive(alert, update);
        };
    }

    private Uni<Void> acknowledge(Alert alert, AlertUpdate update) {
        var by = update.acknowledger();
        var notes = update.notesWithoutResolution();
        return acknowledged(alert, alert.acknowledge(by, notes, clock.instant()), by, notes, Map.of());
    }

    /// For whoever follows the link that a channel was sent.
    ///
    /// @param alert locked, and active
    Uni<Void> acknowledgeByLink(Alert alert, String by, String channel) {
        var event = alert.acknowledge(by, null, clock.instant());
        return acknowledged(alert, event, by, "by link sent to channel " + channel, Map.of("channel", channel));
    }

    private Uni<Void> acknowledged(
            Alert alert, AlertChanged event, String by, @Nullable String why, Map<String, Object> details) {
        return transitions
                .recordOfPerson(event, by, why, details)
                .chain(() -> herald.handled(NewsKind.ACKNOWLEDGED, alert, "acknowledged by " + by));
    }

    private Uni<Void> resolve(Alert alert, AlertUpdate update) {
        var by = update.resolver();
        var notes = update.resolutionNotes();
        var resolved = alert.resolve(Event.RESOLVED, by, notes, update.resolution(), clock.instant());
        return transitions
                .recordOfPerson(resolved, by, notes, details(update))
                .chain(() -> herald.handled(NewsKind.RESOLVED, alert, "resolved by " + by));
    }

    /// Who only snoozes an active alert may send its status back.
    private static Uni<Void> requireActive(Alert alert, AlertUpdate update) {
        if (update.snoozedUntil() == null || alert.facts().status() != AlertStatus.ACTIVE) {
            throw new Conflict(
                    "Alert %d cannot be made active; the next finding opens a new one".formatted(alert.id()));
        }
        return Uni.createFrom().voidItem();
    }

    /// A time that is what it was changes nothing: it was sent back with the rest.
    private Uni<Void> changeSnooze(Alert alert, AlertUpdate update) {
        var until = update.snoozedUntil();
        if (until == null || until.equals(alert.snoozedUntil())) {
            return Uni.createFrom().voidItem();
        }
        var now = clock.instant();
        return until.isAfter(now) ? snooze(alert, update, until, now) : wake(alert, update, now);
    }

    private Uni<Void> snooze(Alert alert, AlertUpdate update, Instant until, Instant now) {
        if (until.isAfter(now.plus(LONGEST_SNOOZE))) {
            throw Invalid.inBody("/snoozed_until", "must be within a year");
        }
        var by = update.snoozer();
        var text = "until %s".formatted(until);
        return transitions
                .recordOfPerson(alert.snooze(until, now), by, text, Map.of("until", until))
                .chain(() -> timers.set(TimerKind.UNSNOOZE, alert, 0, until))
                .chain(() -> herald.stop(List.of(alert.id()), "snoozed by " + by));
    }

    private Uni<Void> wake(Alert alert, AlertUpdate update, Instant now) {
        if (alert.snoozedUntil() == null) {
            throw Invalid.inBody("/snoozed_until", "must be in the future; it would end a snooze, and there is none");
        }
        return transitions.recordOfPerson(alert.wake(Event.WOKEN, now), update.snoozer(), null, Map.of());
    }

    private static Map<String, Object> details(AlertUpdate update) {
        return update.resolution() == null ? Map.of() : Map.of("resolution", update.resolution());
    }
}
