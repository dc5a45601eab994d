package io.llmlab.regression.detect;

import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.TooShort;
import io.llmlab.regression.detect.Outcome.Unmeasurable;
import java.util.Arrays;
import java.util.Map;

/// One method to tell a regression from noise. A new one is a class and a line in [Detectors].
public abstract sealed class Detector
        permits ThresholdBased,
                StatisticalTest,
                ChangePoint,
                RollingAverage,
                PercentileBased,
                Auto,
                NewRun,
                Trend,
                PairedSamples {

    /// Compares the recent runs with the baseline.
    public final Outcome detect(Window window, Settings settings, Direction direction) {
        var usable = usable(window, settings);
        var needed = needed(usable, settings);
        if (usable.points() < needed) {
            return new TooShort(usable.points(), needed);
        }
        if (!Arrays.stream(usable.all()).allMatch(Double::isFinite)) {
            return new Unmeasurable("a value is not a finite number");
        }
        return measure(usable, settings, direction);
    }

    /// As [#detect], with the smallest changes that the method would have seen among the details: what a person wants
    /// to know of a series that is called steady.
    public final Outcome explain(Window window, Settings settings, Direction direction) {
        var outcome = detect(window, settings, direction);
        return outcome instanceof Measured
                ? outcome.withEach(
                        measured -> measured.with(smallestVisible(usable(window, settings), settings, direction)))
                : outcome;
    }

    /// The smallest changes that are seen with 80 % power, in the metric's unit; empty where the method knows none.
    ///
    /// @param window with enough finite values
    Map<String, Object> smallestVisible(Window window, Settings settings, Direction direction) {
        return Map.of();
    }

    /// The runs it takes, baseline and newest together.
    int needed(Window window, Settings settings) {
        return settings.minDataPoints() + Window.RECENT_RUNS;
    }

    /// Whether it spends a fixed error on each look, so that its p-values can be judged together with those of
    /// others.
    boolean controlsErrors() {
        return false;
    }

    /// The name in configurations and results.
    public abstract String name();

    /// The part of the window that this method takes into account.
    Window usable(Window window, Settings settings) {
        return window;
    }

    /// @param window with enough finite values
    abstract Outcome measure(Window window, Settings settings, Direction direction);
}
