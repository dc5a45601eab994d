package io.llmlab.alert.evaluate;

import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.Breach;
import io.llmlab.alert.rule.Decision;
import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.signal.Signal;
import java.util.List;

/// What a rule says to a signal.
record Ruling(AlertRule rule, Signal signal, Decision decision) {

    static Ruling of(AlertRule rule, Signal signal) {
        return new Ruling(rule, signal, rule.judge(signal));
    }

    static List<Ruling> of(List<AlertRule> rules, Signal signal) {
        return rules.stream().map(rule -> of(rule, signal)).toList();
    }

    static boolean anyFires(List<Ruling> rulings) {
        return rulings.stream().anyMatch(ruling -> ruling.decision instanceof Fires);
    }

    List<Candidate> candidates() {
        return breaches().stream()
                .map(breach -> new Candidate(rule, signal.subject(), breach))
                .toList();
    }

    /// What it fires on.
    List<Breach> breaches() {
        return decision instanceof Fires fires ? fires.breaches() : List.of();
    }
}
