package io.llmlab.regression.detect.simulation;

import io.llmlab.regression.detect.segment.Change;
import io.llmlab.regression.detect.segment.Segmenter;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/// What dividing a whole series into regimes once finds.
public final class Dividing {

    /// How far from the true place a change counts as found.
    private static final int NEAR = 5;

    private Dividing() {}

    /// How often a stable series is divided at all.
    public static Rate changed(Noise noise, int points, int series) {
        return Trials.count(
                series,
                number -> Rate.ofOne(
                        !changes("changed", noise, points, number, _ -> 0).isEmpty()));
    }

    /// How often a steady fall is cut into pieces.
    ///
    /// @param slope standard deviations of a single point, a point
    public static Rate driftCut(Noise noise, int points, double slope, int series) {
        return Trials.count(
                series,
                number -> Rate.ofOne(!changes("drift", noise, points, number, point -> slope * point)
                        .isEmpty()));
    }

    /// How often a step is found within five points of its place.
    ///
    /// @param at first point of the new level
    /// @param deviations size of the step, in standard deviations of a single point
    public static Rate located(Noise noise, int points, int at, double deviations, int series) {
        return Trials.count(
                series,
                number -> Rate.ofOne(
                        changes("located", noise, points, number, point -> point < at ? 0 : deviations).stream()
                                .anyMatch(change -> Math.abs(change.index() - at) <= NEAR)));
    }

    private static List<Change> changes(
            String experiment, Noise noise, int points, int number, IntToDoubleFunction worse) {
        var made = noise.series(Trials.random(experiment + noise + points, number), points, worse);
        return Segmenter.segment(made).changes();
    }
}
