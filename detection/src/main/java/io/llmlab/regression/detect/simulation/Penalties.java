package io.llmlab.regression.detect.simulation;

import io.llmlab.regression.detect.segment.Penalty;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// How large the penalty of `change_point` must be: what the search alone finds in stable series, before any change is
/// tested.
///
/// @param noise one that a share is promised of
/// @param points of each series, 8 or more
public record Penalties(Noise noise, int points) {

    /// The lengths of the table in [Penalty].
    public static final List<Integer> LENGTHS = List.of(10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000);

    /// The kinds of noise a share is promised of.
    public static final List<Noise> NOISES = List.of(
            Noise.GAUSSIAN,
            Noise.LOG_NORMAL,
            Noise.STUDENT_3,
            Noise.BINOMIAL_50,
            Noise.BINOMIAL_200,
            Noise.BINOMIAL_1000,
            Noise.CORRELATED_4);

    /// Part of the penalty in force: what needs less is told as needing that, as looking more closely takes long.
    private static final double LEAST = .6;

    /// How many stable series may be divided, 0 to 1; absent where nothing is promised.
    public static OptionalDouble promised(Noise noise) {
        return switch (noise) {
            case GAUSSIAN -> OptionalDouble.of(.01);
            case LOG_NORMAL, STUDENT_3, BINOMIAL_50, BINOMIAL_200, BINOMIAL_1000 -> OptionalDouble.of(.02);
            case CORRELATED_4 -> OptionalDouble.of(.05);
            case CORRELATED_2, CORRELATED_6, DAILY -> OptionalDouble.empty();
        };
    }

    /// The smallest penalty with which the search divides no more of so many stable series than promised.
    public double needed(int series) {
        var least = LEAST * Penalty.of(points);
        var allowed = (int) (promised(noise).orElseThrow() * series);
        return Trials.each(
                        series,
                        number -> Penalty.leavingWhole(
                                noise.stable(Trials.random("penalty " + noise + points, number), points), least))
                .stream()
                .sorted(Comparator.reverseOrder())
                .skip(allowed)
                .findFirst()
                .orElseThrow();
    }

    /// How many other stable series the search divides with the penalty in force.
    public Rate divided(int series) {
        var penalty = Penalty.of(points);
        return Trials.count(
                series,
                number -> Rate.ofOne(!Penalty.leavesWhole(
                        noise.stable(Trials.random("searched " + noise + points, number), points), penalty)));
    }
}
