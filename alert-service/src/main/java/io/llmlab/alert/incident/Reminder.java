package io.llmlab.alert.incident;

import io.llmlab.alert.incident.AlertTimers.Due;
import io.llmlab.alert.incident.Life.Event;
import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.timer.Timer;
import io.llmlab.alert.timer.TimerHandler;
import io.llmlab.alert.timer.TimerKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/// Tells again of an alert that nobody has taken in hand since people were told of it last. After a downtime
/// it reminds once, however often it would have.
@ApplicationScoped
class Reminder implements TimerHandler {

    private final AlertTimers timers;
    private final Transitions transitions;
    private final Herald herald;

    Reminder(AlertTimers timers, Transitions transitions, Herald herald) {
        this.timers = timers;
        this.transitions = transitions;
        this.herald = herald;
    }

    @Override
    public TimerKind kind() {
        return TimerKind.REMIND;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return timers.with(timer, this::fire);
    }

    private Uni<Void> fire(Due due) {
        var rule = due.rule();
        if (rule == null) {
            return Uni.createFrom().voidItem();
        }
        return switch (due.alert().next(Event.REMINDER_DUE)) {
            case Life.Next.Goes _ -> remind(due, rule);
            case Life.Next.Waits _ -> timers.setBehindSnooze(TimerKind.REMIND, due);
            case Life.Next.Stays stays -> transitions.hold(due.alert(), "no reminder: " + stays.reason(), Map.of());
            case Life.Next.Refused _ -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> remind(Due due, AlertRule rule) {
        var alert = due.alert();
        var next = alert.lastToldAt().plus(rule.remind());
        if (next.isAfter(due.now())) {
            return timers.set(TimerKind.REMIND, alert, 0, next);
        }
        var why = "Nobody has acknowledged it since %s".formatted(alert.openedAt());
        return herald.tell(NewsKind.REMINDED, alert, rule, why, rule.notificationChannels())
                .chain(() -> timers.set(TimerKind.REMIND, alert, 0, due.now().plus(rule.remind())));
    }
}
