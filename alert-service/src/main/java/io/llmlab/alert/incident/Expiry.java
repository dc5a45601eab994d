package io.llmlab.alert.incident;

import io.llmlab.alert.incident.AlertTimers.Due;
import io.llmlab.alert.incident.Life.Event;
import io.llmlab.alert.timeline.Entry;
import io.llmlab.alert.timer.Timer;
import io.llmlab.alert.timer.TimerHandler;
import io.llmlab.alert.timer.TimerKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/// Resolves an alert that was not seen again for as long as its rule says (`auto_resolve_minutes`).
@ApplicationScoped
class Expiry implements TimerHandler {

    private final PartRepository parts;
    private final AlertTimers timers;
    private final Transitions transitions;
    private final Herald herald;

    Expiry(PartRepository parts, AlertTimers timers, Transitions transitions, Herald herald) {
        this.parts = parts;
        this.timers = timers;
        this.transitions = transitions;
        this.herald = herald;
    }

    @Override
    public TimerKind kind() {
        return TimerKind.AUTO_RESOLVE;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return timers.with(timer, this::fire);
    }

    private Uni<Void> fire(Due due) {
        var rule = due.rule();
        if (rule == null || !(due.alert().next(Event.EXPIRED) instanceof Life.Next.Goes)) {
            return Uni.createFrom().voidItem();
        }
        return rule.autoResolve()
                .map(time -> expire(due, time))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> expire(Due due, Duration time) {
        var alert = due.alert();
        var end = alert.lastSeenAt().plus(time);
        if (end.isAfter(due.now())) {
            return timers.set(TimerKind.AUTO_RESOLVE, alert, 0, end);
        }
        var why = "%s was not seen again for %d minutes".formatted(alert.claim().title(), time.toMinutes());
        return transitions
                .record(alert.resolve(Event.EXPIRED, Entry.SYSTEM, why, null, due.now()), Entry.SYSTEM, why, Map.of())
                .chain(() -> parts.of(alert))
                .chain(all -> herald.over(
                        all.stream().map(part -> item(alert, part, why)).toList()));
    }

    /// A part that was back before says so.
    private static News.Item item(Alert alert, AlertPart part, String why) {
        return new News.Item(alert, part, part.clearedBecause() == null ? why : part.clearedBecause());
    }
}
