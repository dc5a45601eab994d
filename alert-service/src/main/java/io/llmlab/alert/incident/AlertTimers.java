package io.llmlab.alert.incident;

import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.AlertRuleService;
import io.llmlab.alert.timer.Timer;
import io.llmlab.alert.timer.TimerKind;
import io.llmlab.alert.timer.Timers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The timers of alerts.
@ApplicationScoped
class AlertTimers {

    private static final Duration BEHIND_THE_SNOOZE = Duration.ofSeconds(1);

    private final AlertRepository alerts;
    private final AlertRuleService rules;
    private final Timers timers;
    private final Clock clock;

    AlertTimers(AlertRepository alerts, AlertRuleService rules, Timers timers, Clock clock) {
        this.alerts = alerts;
        this.rules = rules;
        this.timers = timers;
        this.clock = clock;
    }

    /// A timer of an alert whose time has come.
    ///
    /// @param alert locked, as it is now
    /// @param rule as it is now, or null where it was deleted
    record Due(Alert alert, @Nullable AlertRule rule, int number, Instant dueAt, Instant now) {

        Duration lateness() {
            return Duration.between(dueAt, now);
        }
    }

    /// Sets what is to happen to alerts that a rule has opened.
    Uni<Void> opened(AlertRule rule, List<Alert> opened) {
        return timers.set(opened.stream()
                .flatMap(alert -> ofOpening(rule, alert).stream())
                .toList());
    }

    Uni<Void> set(TimerKind kind, Alert alert, int number, Instant at) {
        return timers.set(List.of(timer(kind, alert, number, at)));
    }

    /// Sets a timer anew for when nobody has the alert snoozed any more.
    Uni<Void> setBehindSnooze(TimerKind kind, Due due) {
        var until = due.alert().snoozedUntil();
        var free = until == null || until.isBefore(due.now()) ? due.now() : until;
        return set(kind, due.alert(), due.number(), free.plus(BEHIND_THE_SNOOZE));
    }

    /// Does nothing where the alert is gone, or was over since the timer was set.
    Uni<Void> with(Timer timer, Function<Due, Uni<Void>> effect) {
        return alerts.toChange(number(timer, "alert"))
                .chain(found -> Multi.createFrom()
                        .iterable(found)
                        .filter(alert -> alert.handling().reopenings() == number(timer, "life"))
                        .onItem()
                        .transformToUniAndConcatenate(alert -> due(timer, alert).chain(effect::apply))
                        .onItem()
                        .ignoreAsUni());
    }

    private Uni<Due> due(Timer timer, Alert alert) {
        return rules.find(alert.ruleId())
                .map(rule -> new Due(
                        alert, rule.orElse(null), (int) number(timer, "number"), timer.dueAt(), clock.instant()));
    }

    private static List<Timer> ofOpening(AlertRule rule, Alert alert) {
        var all = new ArrayList<Timer>();
        all.add(timer(TimerKind.REMIND, alert, 0, alert.lastSeenAt().plus(rule.remind())));
        rule.autoResolve()
                .ifPresent(time -> all.add(timer(
                        TimerKind.AUTO_RESOLVE, alert, 0, alert.lastSeenAt().plus(time))));
        rule.escalation().stream()
                .findFirst()
                .ifPresent(step -> all.add(
                        timer(TimerKind.ESCALATE, alert, 0, alert.lastSeenAt().plus(step.after()))));
        return all;
    }

    private static Timer timer(TimerKind kind, Alert alert, int number, Instant at) {
        var life = alert.handling().reopenings();
        return new Timer(
                kind,
                "%d/%d/%d@%s".formatted(alert.id(), life, number, at),
                at,
                Map.of("alert", alert.id(), "life", life, "number", number));
    }

    private static long number(Timer timer, String name) {
        return timer.payload().get(name) instanceof Number number ? number.longValue() : 0;
    }
}
