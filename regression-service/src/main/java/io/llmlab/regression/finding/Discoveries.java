package io.llmlab.regression.finding;

import static java.util.Objects.requireNonNull;

import io.llmlab.regression.detect.Measurement;
import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Outcome.Improved;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Shifted;
import io.llmlab.regression.detect.Outcome.Steady;
import io.llmlab.regression.detect.Outcome.TooShort;
import io.llmlab.regression.detect.Outcome.Unmeasurable;
import io.llmlab.regression.detect.Severity;
import io.llmlab.regression.detect.classic.FalseDiscovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Judges the looks that one run causes together: who looks at many metrics finds something by chance in one of
/// them.
///
/// A look at a series spends its own small error; here the expected share of false ones among all that is found
/// is kept below 5 %, and below 1 % among what is called critical. Both must allow a finding. Methods that spend
/// no fixed error on a look are left as they are: their p-values mean something else. What is judged is the chance of
/// harm: an improvement, which nobody is told of, stands by its own look. Source: [FalseDiscovery].
final class Discoveries {

    private static final double FOR_A_FINDING = .05;
    private static final double FOR_A_CRITICAL_ONE = .01;

    private Discoveries() {}

    /// @param rule how p-values of looks that are made together are adjusted
    /// @return the same looks in the same order, with the q-value among their details
    static List<Evaluation> among(List<Evaluation> looks, FalseDiscovery rule) {
        var judged = new ArrayList<>(looks);
        var together = indicesOf(looks);
        var adjusted = rule.adjusted(together.stream()
                .mapToDouble(index -> requireNonNull(looks.get(index).pValue()))
                .toArray());
        for (var place = 0; place < adjusted.length; place++) {
            var look = looks.get(together.get(place));
            judged.set(together.get(place), look.with(judged(look.outcome(), adjusted[place])));
        }
        return judged;
    }

    private static List<Integer> indicesOf(List<Evaluation> looks) {
        var indices = new ArrayList<Integer>();
        for (var index = 0; index < looks.size(); index++) {
            if (looks.get(index).watch().controlsErrors() && looks.get(index).pValue() != null) {
                indices.add(index);
            }
        }
        return indices;
    }

    private static Outcome judged(Outcome outcome, double qValue) {
        return switch (outcome) {
            case Regressed(var measured, var severity)
            when qValue <= FOR_A_FINDING -> new Regressed(noted(measured, qValue), allowed(severity, qValue));
            case Shifted(var measured) when qValue <= FOR_A_FINDING -> new Shifted(noted(measured, qValue));
            case Improved(var measured) -> new Improved(noted(measured, qValue));
            case Measured measured -> new Steady(noted(measured.measurement(), qValue));
            case TooShort tooShort -> tooShort;
            case Unmeasurable unmeasurable -> unmeasurable;
        };
    }

    private static Severity allowed(Severity severity, double qValue) {
        return severity == Severity.CRITICAL && qValue > FOR_A_CRITICAL_ONE ? Severity.WARNING : severity;
    }

    private static Measurement noted(Measurement measured, double qValue) {
        return measured.with(Map.of("q_value", qValue));
    }
}
