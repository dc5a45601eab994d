package io.llmlab.regression.detect;

import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.TooShort;
import io.llmlab.regression.detect.Outcome.Unmeasurable;
import io.llmlab.regression.detect.season.Season;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
        return season(usable)
                .map(season -> measure(usable.without(season), settings, direction)
                        .withEach(measured -> measured.with(Map.of("season", name(season)))))
                .orElseGet(() -> measure(usable, settings, direction));
    }

    private Optional<Season> season(Window usable) {
        return takesOutSeason() ? usable.season() : Optional.empty();
    }

    private static String name(Season season) {
        return season.cycle().name().toLowerCase(Locale.ROOT);
    }

    /// Whether it compares runs after what the hour of the day or the day of the week adds to them was taken
    /// out. The original's methods show values as they are.
    boolean takesOutSeason() {
        return controlsErrors();
    }

    /// What [#detect] said of the same window, with the smallest changes that the method would have seen
    /// among the details: what a person wants to know of a series that is called steady. It takes longer than
    /// the look.
    public final Outcome explained(Outcome outcome, Window window, Settings settings, Direction direction) {
        if (!(outcome instanceof Measured)) {
            return outcome;
        }
        var looked = looked(window, settings);
        return outcome.withEach(measured -> measured.with(smallestVisible(looked, settings, direction)));
    }

    /// What it compares of a window.
    final Window looked(Window window, Settings settings) {
        var usable = usable(window, settings);
        return season(usable).map(usable::without).orElse(usable);
    }

    /// The smallest changes that are seen with 80 % power, in the metric's unit; empty where the method knows
    /// none.
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

    /// Whether it compares windows of several lengths with what lies before each of them, so that it must see
    /// the runs between a baseline that is pinned and the newest three.
    public boolean looksAtWindows() {
        return controlsErrors();
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
