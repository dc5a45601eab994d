package io.llmlab.alert.evaluate;

import static io.llmlab.platform.flow.Steps.inTurn;

import io.llmlab.alert.incident.Alert;
import io.llmlab.alert.incident.Incidents;
import io.llmlab.alert.incident.Incidents.Identity;
import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.AlertRuleService;
import io.llmlab.alert.rule.Decision.Ends;
import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.rule.Decision.Passes;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.RegressionsFound;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/// Asks the rules about a signal and opens alerts; everything in the transaction of the event.
///
/// What one rule opens because of one event is one alert that lists its parts: a common cause is said once.
@ApplicationScoped
public class Evaluation {

    private final AlertRuleService rules;
    private final Incidents incidents;
    private final Gates gates;
    private final RulingBook book;

    Evaluation(AlertRuleService rules, Incidents incidents, Gates gates, RulingBook book) {
        this.rules = rules;
        this.incidents = incidents;
        this.gates = gates;
        this.book = book;
    }

    /// Within the caller's transaction.
    ///
    /// @return whether a rule fired
    public Uni<Boolean> take(Signal signal) {
        return takeFirst(List.of(signal));
    }

    /// Takes what is said of one run, the most telling first: once a rule fires, the rest has been said with it.
    ///
    /// @return whether a rule fired
    public Uni<Boolean> takeFirst(List<Signal> ofOneCause) {
        return ofOneCause.isEmpty()
                ? Uni.createFrom().item(false)
                : incidents.lock(ofOneCause.getFirst().subject().model().id()).chain(() -> askInTurn(ofOneCause));
    }

    /// Takes what was found in several runs, in their order: what becomes of it is what would of one after the
    /// other, but
    /// that runs of one batch are taken for one event. To be done together.
    public Uni<Void> takeEach(List<RegressionsFound> found) {
        return rules.enabledOf(AlertType.LATENCY_SPIKE, AlertType.PERFORMANCE_REGRESSION)
                .map(enabled -> found.stream()
                        .flatMap(one -> FoundRulings.of(enabled, one).stream())
                        .toList())
                .call(rulings -> lock(found, rulings))
                .call(rulings -> incidents.lookUp(identities(rulings)))
                .chain(rulings ->
                        inTurn(Batches.of(rulings), this::raiseTogether).chain(() -> book.note(rulings)));
    }

    /// Rules are asked before that, as they look at nothing that others change.
    private Uni<Void> lock(List<RegressionsFound> found, List<Ruling> rulings) {
        var suspects = rulings.stream()
                .flatMap(ruling -> Incidents.suspects(ruling.signal().subject(), ruling.breaches().stream()))
                .toList();
        return incidents.lock(
                found.stream().map(one -> one.subject().model().id()).toList(), suspects);
    }

    private static List<Identity> identities(List<Ruling> rulings) {
        return rulings.stream()
                .flatMap(ruling -> ruling.candidates().stream())
                .map(Candidate::identity)
                .toList();
    }

    private Uni<Void> raiseTogether(List<Candidate> ofOneCause) {
        return inTurn(Rounds.of(ofOneCause), round -> free(round).chain(incidents::openTogether));
    }

    /// Takes signals of one type that came at the same time: what a rule opens because of them is told in one
    /// message.
    ///
    /// @param together by their models' ids, which are locked in this order
    /// @return those on which a rule fired that opened nothing, because it may not yet
    public <S extends Signal> Uni<List<S>> takeTogether(List<S> together) {
        return together.isEmpty()
                ? Uni.createFrom().item(List.of())
                : inTurn(
                                together,
                                signal ->
                                        incidents.lock(signal.subject().model().id()))
                        .chain(() -> rules.enabledOf(together.getFirst().alertType()))
                        .call(enabled -> inTurn(enabled, rule -> raiseEach(rule, together)))
                        .chain(enabled -> withoutAlert(enabled, together));
    }

    private Uni<Void> raiseEach(AlertRule rule, List<? extends Signal> together) {
        var candidates = together.stream()
                .flatMap(signal -> Ruling.of(rule, signal).candidates().stream())
                .toList();
        return inTurn(
                Rounds.of(candidates),
                round -> free(round).chain(this::openEach).chain(opened -> incidents.announce(rule, opened)));
    }

    private Uni<List<Alert>> openEach(List<Identity> free) {
        return Multi.createFrom()
                .iterable(free)
                .onItem()
                .transformToUniAndConcatenate(one -> incidents.open(one.rule(), one.subject(), one.breach()))
                .collect()
                .asList();
    }

    private <S extends Signal> Uni<List<S>> withoutAlert(List<AlertRule> enabled, List<S> together) {
        return Multi.createFrom()
                .iterable(together)
                .onItem()
                .transformToUniAndConcatenate(signal ->
                        isWithoutAlert(enabled, signal).map(without -> without ? List.of(signal) : List.<S>of()))
                .onItem()
                .<S>disjoint()
                .collect()
                .asList();
    }

    private Uni<Boolean> isWithoutAlert(List<AlertRule> enabled, Signal signal) {
        return Multi.createFrom()
                .iterable(Ruling.of(enabled, signal))
                .flatMap(ruling -> Multi.createFrom().iterable(ruling.candidates()))
                .onItem()
                .transformToUniAndConcatenate(
                        candidate -> incidents.isOpen(candidate.rule(), candidate.subject(), candidate.breach()))
                .collect()
                .with(Collectors.reducing(false, open -> !open, Boolean::logicalOr));
    }

    /// Opens nothing and counts nothing, but ends what the signal says is over.
    ///
    /// @return whether a rule would fire
    public Uni<Boolean> endWhatIsOver(Signal signal) {
        return incidents
                .lock(signal.subject().model().id())
                .chain(() -> rulings(signal))
                .call(rulings -> apply(rulings.stream()
                        .filter(ruling -> ruling.decision() instanceof Ends)
                        .toList()))
                .map(Ruling::anyFires);
    }

    private Uni<Boolean> askInTurn(List<Signal> signals) {
        return rulings(signals.getFirst())
                .call(this::apply)
                .call(book::note)
                .map(Ruling::anyFires)
                .chain(fired -> fired || signals.size() == 1
                        ? Uni.createFrom().item(fired)
                        : askInTurn(signals.subList(1, signals.size())));
    }

    private Uni<List<Ruling>> rulings(Signal signal) {
        return signal instanceof RegressionsFound found
                ? rules.enabledOf(AlertType.LATENCY_SPIKE, AlertType.PERFORMANCE_REGRESSION)
                        .map(enabled -> FoundRulings.of(enabled, found))
                : rules.enabledOf(signal.alertType()).map(enabled -> Ruling.of(enabled, signal));
    }

    private Uni<Void> apply(List<Ruling> rulings) {
        return inTurn(rulings, this::apply);
    }

    private Uni<Void> apply(Ruling ruling) {
        var rule = ruling.rule();
        var signal = ruling.signal();
        return switch (ruling.decision()) {
            case Passes passes -> pass(rule, signal, passes);
            case Ends ends -> incidents.end(rule, signal.subject(), ends);
            case Fires _ -> raiseTogether(ruling.candidates());
        };
    }

    private static Uni<Void> pass(AlertRule rule, Signal signal, Passes passes) {
        Log.debugf(
                "Rule %s lets run %d pass: %s", rule.ruleId(), signal.subject().runId(), passes.reason());
        return Uni.createFrom().voidItem();
    }

    /// Counts what repeats what is open.
    ///
    /// @return the rest that may be opened
    private Uni<List<Identity>> free(List<Candidate> candidates) {
        return Multi.createFrom()
                .iterable(candidates)
                .onItem()
                .transformToUniAndConcatenate(this::free)
                .onItem()
                .<Identity>disjoint()
                .collect()
                .asList();
    }

    private Uni<List<Identity>> free(Candidate candidate) {
        return incidents
                .repeat(candidate.rule(), candidate.subject(), candidate.breach())
                .chain(repeated -> repeated ? Uni.createFrom().item(List.of()) : unlessHeld(candidate));
    }

    private Uni<List<Identity>> unlessHeld(Candidate candidate) {
        return gates.ask(candidate).chain(passage -> switch (passage) {
            case Passage.Free _ -> Uni.createFrom().item(List.of(candidate.identity()));
            case Passage.Held held -> hold(candidate, held);
        });
    }

    private Uni<List<Identity>> hold(Candidate candidate, Passage.Held held) {
        Log.infof(
                "Rule %s opens no alert for run %d (%s): %s",
                candidate.rule().ruleId(),
                candidate.subject().runId(),
                candidate.breach().title(),
                held.reason());
        return incidents
                .hold(candidate.rule(), candidate.subject(), candidate.breach(), held.reason())
                .replaceWith(List.of());
    }
}
