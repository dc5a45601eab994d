package io.llmlab.alert.incident;

import io.llmlab.alert.incident.AlertTimers.Due;
import io.llmlab.alert.incident.Life.Event;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.timeline.Entry;
import io.llmlab.alert.timer.Timer;
import io.llmlab.alert.timer.TimerHandler;
import io.llmlab.alert.timer.TimerKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Ends a snooze, and says so where nobody has taken the alert in hand meanwhile.
@ApplicationScoped
class SnoozeEnd implements TimerHandler {

    private final AlertTimers timers;
    private final Transitions transitions;
    private final Herald herald;

    SnoozeEnd(AlertTimers timers, Transitions transitions, Herald herald) {
        this.timers = timers;
        this.transitions = transitions;
        this.herald = herald;
    }

    @Override
    public TimerKind kind() {
        return TimerKind.UNSNOOZE;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return timers.with(timer, this::fire);
    }

    /// A snooze that was ended or made longer meanwhile has a timer of its own, or none.
    private Uni<Void> fire(Due due) {
        var until = due.alert().snoozedUntil();
        return until != null
                        && !until.isAfter(due.now())
                        && due.alert().next(Event.SNOOZE_OVER) instanceof Life.Next.Goes goes
                ? wake(due, goes.told())
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> wake(Due due, @Nullable NewsKind told) {
        var alert = due.alert();
        var recorded = transitions.record(
                alert.wake(Event.SNOOZE_OVER, due.now()), Entry.SYSTEM, "the snooze is over", Map.of());
        return told == null
                ? recorded
                : recorded.chain(() -> herald.tell(told, alert, due.rule(), null, alert.notificationChannels()));
    }
}
