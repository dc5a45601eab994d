package io.llmlab.runner.score;

import java.util.HashMap;
import java.util.OptionalDouble;

/// How far two judges agree beyond what they would by chance: (p_o - p_e) / (1 - p_e), with p_o the share of equal
/// verdicts and p_e the share that independent judges with the same frequencies would have equal.
///
/// Source: J. Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement 20
/// (1960).
///
/// @param equal verdicts on which both agree
/// @param expected p_e, 0 to 1
public record CohensKappa(int verdicts, int equal, double expected) {

    /// @param one verdicts of the first judge; each value is a category, NaN too
    /// @param other those of the second on the same, in the same order
    public static CohensKappa of(double[] one, double[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException("Both judges have to have judged the same");
        }
        var ofOne = new HashMap<Double, Integer>();
        var ofOther = new HashMap<Double, Integer>();
        var equal = 0;
        for (var index = 0; index < one.length; index++) {
            ofOne.merge(one[index], 1, Integer::sum);
            ofOther.merge(other[index], 1, Integer::sum);
            equal += Double.compare(one[index], other[index]) == 0 ? 1 : 0;
        }
        var pairs = (double) one.length * one.length;
        var expected = ofOne.entrySet().stream()
                .mapToDouble(category -> category.getValue() / pairs * ofOther.getOrDefault(category.getKey(), 0))
                .sum();
        return new CohensKappa(one.length, equal, expected);
    }

    /// p_o, 0 to 1.
    public double agreement() {
        return (double) equal / verdicts;
    }

    /// -1 to 1; empty where both only ever said one and the same, so that chance explains everything.
    public OptionalDouble kappa() {
        return isDecided() ? OptionalDouble.of((agreement() - expected) / (1 - expected)) : OptionalDouble.empty();
    }

    /// Of kappa, by Cohen's formula (1960).
    public OptionalDouble standardError() {
        return isDecided()
                ? OptionalDouble.of(Math.sqrt(agreement() * (1 - agreement()) / verdicts) / (1 - expected))
                : OptionalDouble.empty();
    }

    private boolean isDecided() {
        return verdicts > 0 && expected < 1 - 1e-12;
    }
}
