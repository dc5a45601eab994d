package io.llmlab.regression.cause;

import io.llmlab.regression.detect.scale.Family;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Where one step in a row of values lies, and how sure that is.
///
/// The posterior of the place under one step of unknown height between two unknown levels with normal noise of
/// unknown variance, all places being as likely before; positive skewed values by their logarithm. Source: A. F. M.
/// Smith, "A Bayesian approach to inference about a change-point in a sequence of random variables", Biometrika 62
/// (1975), section 3: proportional to (k (n - k))^(-1/2) S(k)^(-(n - 2) / 2) with S(k) the squared deviations from
/// the two means.
///
/// @param first index of the first value after the step: the most likely one
/// @param earliest lower end of the smallest set of places that holds it with 95 %
/// @param latest upper end
record Step(int first, int earliest, int latest) {

    private static final double CREDIBLE = .95;

    /// Of an exact step nothing is left to deviate; this keeps its weight finite.
    private static final double LEAST_SHARE = 1e-12;

    private static final int LEAST_VALUES = 4;

    /// @param values two or more
    /// @param from the first place that comes into question, 1 or more and below the number of values
    static Step in(double[] values, int from, Family family) {
        var last = values.length - 1;
        if (values.length < LEAST_VALUES) {
            return new Step(last, from, last);
        }
        var weights = weights(onScale(values, family), from);
        var ranked = IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer place) -> -weights[place]))
                .toList();
        var earliest = ranked.getFirst();
        var latest = ranked.getFirst();
        var held = 0.0;
        for (var place : ranked) {
            if (held >= CREDIBLE) {
                break;
            }
            held += weights[place];
            earliest = Math.min(earliest, place);
            latest = Math.max(latest, place);
        }
        return new Step(from + ranked.getFirst(), from + earliest, from + latest);
    }

    /// Of each place from the first that comes into question on; their sum is 1.
    private static double[] weights(double[] values, int from) {
        var n = values.length;
        var total = deviations(values, 0, n);
        var logs = IntStream.range(from, n)
                .mapToDouble(place -> {
                    var left = deviations(values, 0, place) + deviations(values, place, n);
                    var share = total == 0 ? 1 : Math.max(left / total, LEAST_SHARE);
                    return -.5 * Math.log((double) place * (n - place)) - (n - 2) / 2.0 * Math.log(share);
                })
                .toArray();
        var highest = Arrays.stream(logs).max().orElseThrow();
        var weights = Arrays.stream(logs).map(log -> Math.exp(log - highest)).toArray();
        var sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    private static double deviations(double[] values, int from, int until) {
        var mean = Arrays.stream(values, from, until).average().orElse(0);
        return Arrays.stream(values, from, until)
                .map(value -> (value - mean) * (value - mean))
                .sum();
    }

    private static double[] onScale(double[] values, Family family) {
        return family == Family.POSITIVE && Arrays.stream(values).allMatch(value -> value > 0)
                ? Arrays.stream(values).map(Math::log).toArray()
                : values;
    }
}
