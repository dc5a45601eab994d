package io.llmlab.alert.incident;

import io.llmlab.alert.incident.AlertTimers.Due;
import io.llmlab.alert.incident.Life.Event;
import io.llmlab.alert.rule.EscalationRules.Step;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.timeline.Entry;
import io.llmlab.alert.timer.Timer;
import io.llmlab.alert.timer.TimerHandler;
import io.llmlab.alert.timer.TimerKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Tells further people of an alert that nobody has acknowledged in time, step by step. A step that could not
/// be taken for a day (the service was down) is not taken any more: it would wake people for what they know or
/// what is over.
@ApplicationScoped
class Escalation implements TimerHandler {

    private static final Duration LATEST = Duration.ofHours(24);

    private final AlertTimers timers;
    private final Transitions transitions;
    private final Herald herald;

    Escalation(AlertTimers timers, Transitions transitions, Herald herald) {
        this.timers = timers;
        this.transitions = transitions;
        this.herald = herald;
    }

    @Override
    public TimerKind kind() {
        return TimerKind.ESCALATE;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return timers.with(timer, this::fire);
    }

    /// The rule as it is now counts: a step that it no longer has is not taken.
    private Uni<Void> fire(Due due) {
        var rule = due.rule();
        return rule == null || due.number() >= rule.escalation().size()
                ? Uni.createFrom().voidItem()
                : fire(due, rule.escalation());
    }

    private Uni<Void> fire(Due due, List<Step> steps) {
        return switch (due.alert().next(Event.ESCALATION_DUE)) {
            case Life.Next.Goes _ -> due.lateness().compareTo(LATEST) > 0 ? tooLate(due, steps) : escalate(due, steps);
            case Life.Next.Waits _ -> timers.setBehindSnooze(TimerKind.ESCALATE, due);
            case Life.Next.Stays stays ->
                transitions.hold(due.alert(), "%s: %s".formatted(name(due), stays.reason()), Map.of());
            case Life.Next.Refused _ -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> escalate(Due due, List<Step> steps) {
        var alert = due.alert();
        var step = steps.get(due.number());
        var why = "Nobody has acknowledged it in %d minutes".formatted(step.afterMinutes());
        return transitions
                .record(
                        alert.escalate(step.severity(), due.now()),
                        Entry.SYSTEM,
                        "not acknowledged in %d minutes".formatted(step.afterMinutes()),
                        Map.of("step", due.number() + 1))
                .chain(() -> herald.tell(NewsKind.ESCALATED, alert, due.rule(), why, step.channels()))
                .chain(() -> goOn(due, steps, due.now()));
    }

    private Uni<Void> tooLate(Due due, List<Step> steps) {
        var reason = "%s was due at %s, which is too long ago".formatted(name(due), due.dueAt());
        return transitions.hold(due.alert(), reason, Map.of()).chain(() -> goOn(due, steps, due.dueAt()));
    }

    /// Leaves people as long as the rule does between one step and the next.
    private Uni<Void> goOn(Due due, List<Step> steps, Instant from) {
        var next = due.number() + 1;
        if (next >= steps.size()) {
            return Uni.createFrom().voidItem();
        }
        var gap = steps.get(next).after().minus(steps.get(due.number()).after());
        return timers.set(TimerKind.ESCALATE, due.alert(), next, from.plus(gap));
    }

    private static String name(Due due) {
        return "escalation step %d".formatted(due.number() + 1);
    }
}
