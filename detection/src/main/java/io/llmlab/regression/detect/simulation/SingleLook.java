package io.llmlab.regression.detect.simulation;

import io.llmlab.regression.detect.Detector;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.scale.Observations;
import java.util.function.UnaryOperator;

/// What one look at the end of a stable series says.
public final class SingleLook {

    private SingleLook() {}

    /// How often the p-value of a stable series is at most so large; an honest one is no more often than that.
    ///
    /// @param method one that tests, and does so at the default settings
    /// @param direction [Direction#NONE] takes the two-sided p-value
    /// @param runs the newest among them, at most 67
    public static Rate chance(String method, Noise noise, Direction direction, int runs, double atMost, int series) {
        return chance(method, noise, direction, runs, atMost, series, UnaryOperator.identity());
    }

    /// The same of values that are told in steps.
    ///
    /// @param step the unit of the last digit
    public static Rate chanceOfRounded(
            String method, Noise noise, Direction direction, int runs, double atMost, int series, double step) {
        return chance(method, noise, direction, runs, atMost, series, value -> Math.rint(value / step) * step);
    }

    /// How often a stable series is called worse at an alarm rate.
    ///
    /// @param direction not [Direction#NONE]
    /// @param alarmRate above 0 and at most .1
    public static Rate called(String method, Noise noise, Direction direction, int runs, double alarmRate, int series) {
        var detector = Usual.method(method);
        var settings = Usual.at(alarmRate);
        return Trials.count(series, number -> {
            var values = noise.stable(Trials.random("called " + noise + runs, number), runs);
            return Rate.ofOne(detector.detect(Usual.window(values), settings, direction) instanceof Regressed);
        });
    }

    /// How often the p-value of harm is at most so large where the newest runs are worse.
    ///
    /// @param runs the newest among them, at most 67
    /// @param newest how many are worse, 1 or more
    /// @param deviations by how many standard deviations of a single run
    public static Rate chanceOfWorse(
            String method, Noise noise, int runs, int newest, double deviations, double atMost, int series) {
        var detector = Usual.method(method);
        return Trials.count(series, number -> {
            var random = Trials.random("worse " + noise + runs + newest, number);
            var values = noise.series(random, runs, run -> run < runs - newest ? 0 : deviations);
            return Rate.ofOne(chance(detector, values, noise.better()) <= atMost);
        });
    }

    private static Rate chance(
            String method,
            Noise noise,
            Direction direction,
            int runs,
            double atMost,
            int series,
            UnaryOperator<Double> told) {
        var detector = Usual.method(method);
        return Trials.count(series, number -> {
            var values = noise.stable(Trials.random("look " + noise + runs, number), runs);
            for (var run = 0; run < runs; run++) {
                values.values()[run] = told.apply(values.values()[run]);
            }
            return Rate.ofOne(chance(detector, values, direction) <= atMost);
        });
    }

    /// Methods that look at several windows say what the p-value is worth among them.
    private static double chance(Detector detector, Observations values, Direction direction) {
        var outcome = (Measured) detector.detect(Usual.window(values), Usual.SETTINGS, direction);
        var measured = outcome.measurement();
        var chance = (Double) measured.details().getOrDefault("adjusted_p_value", measured.pValue());
        return chance == null ? 1 : chance;
    }
}
