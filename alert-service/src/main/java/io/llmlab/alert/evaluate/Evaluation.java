package io.llmlab.alert.evaluate;

import io.llmlab.alert.evaluate.Announcement.Opened;
import io.llmlab.alert.incident.Incidents;
import io.llmlab.alert.notify.Notifications;
import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.AlertRuleService;
import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.rule.Decision.Passes;
import io.llmlab.alert.signal.Signal;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Asks the rules about a signal and opens alerts; everything in the transaction of the event.
///
/// What one rule opens because of one run is announced in one message: a common cause is said once.
@ApplicationScoped
public class Evaluation {

    private final AlertRuleService rules;
    private final Incidents incidents;
    private final Gates gates;
    private final Announcement announcement;
    private final Notifications notifications;

    Evaluation(
            AlertRuleService rules,
            Incidents incidents,
            Gates gates,
            Announcement announcement,
            Notifications notifications) {
        this.rules = rules;
        this.incidents = incidents;
        this.gates = gates;
        this.announcement = announcement;
        this.notifications = notifications;
    }

    /// Within the caller's transaction.
    public Uni<Void> take(Signal signal) {
        return incidents
                .lock(signal.subject().model().id())
                .chain(() -> rules.enabledOf(signal.alertType()))
                .chain(enabled -> Multi.createFrom()
                        .iterable(enabled)
                        .onItem()
                        .transformToUniAndConcatenate(rule -> apply(rule, signal))
                        .onItem()
                        .ignoreAsUni());
    }

    private Uni<Void> apply(AlertRule rule, Signal signal) {
        return switch (rule.judge(signal)) {
            case Passes passes -> pass(rule, signal, passes);
            case Fires fires ->
                raise(fires.breaches().stream()
                        .map(breach -> new Candidate(rule, signal.subject(), breach))
                        .toList());
        };
    }

    private static Uni<Void> pass(AlertRule rule, Signal signal, Passes passes) {
        Log.debugf(
                "Rule %s lets run %d pass: %s", rule.ruleId(), signal.subject().runId(), passes.reason());
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> raise(List<Candidate> candidates) {
        return Multi.createFrom()
                .iterable(candidates)
                .onItem()
                .transformToUniAndConcatenate(this::raise)
                .onItem()
                .<Opened>disjoint()
                .collect()
                .asList()
                .chain(this::announce);
    }

    /// @return the alert it opened, or nothing
    private Uni<List<Opened>> raise(Candidate candidate) {
        return incidents
                .repeat(candidate.rule(), candidate.subject(), candidate.breach())
                .chain(repeated -> repeated ? Uni.createFrom().item(List.of()) : openUnlessHeld(candidate));
    }

    private Uni<List<Opened>> openUnlessHeld(Candidate candidate) {
        return gates.ask(candidate).chain(passage -> switch (passage) {
            case Passage.Free _ -> open(candidate);
            case Passage.Held held -> hold(candidate, held);
        });
    }

    private Uni<List<Opened>> open(Candidate candidate) {
        return incidents
                .open(candidate.rule(), candidate.subject(), candidate.breach())
                .map(alert -> List.of(new Opened(alert, candidate)));
    }

    private static Uni<List<Opened>> hold(Candidate candidate, Passage.Held held) {
        Log.infof(
                "Rule %s opens no alert for run %d (%s): %s",
                candidate.rule().ruleId(),
                candidate.subject().runId(),
                candidate.breach().title(),
                held.reason());
        return Uni.createFrom().item(List.of());
    }

    private Uni<Void> announce(List<Opened> opened) {
        if (opened.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var channels = opened.getFirst().candidate().rule().notificationChannels();
        return notifications
                .enqueue(announcement.of(opened), channels)
                .invoke(id ->
                        incidents.announced(opened.stream().map(Opened::alert).toList(), id))
                .replaceWithVoid();
    }
}
