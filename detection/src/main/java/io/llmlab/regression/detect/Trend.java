package io.llmlab.regression.detect;

import io.llmlab.regression.detect.classic.MannKendall;
import io.llmlab.regression.detect.classic.TheilSen;
import io.llmlab.regression.detect.look.Neighbours;
import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.detect.scale.Scale;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// `trend`: whether the series drifts within its current regime: a slow fall that no pair of neighbours shows.
///
/// The Mann-Kendall test says whether it is more than chance, with its variance corrected for runs that resemble
/// their neighbours; Theil and Sen's median slope says how fast, on the scale of the metric's family. A
/// regression needs both the test and a drift over all these runs that reaches the practical floor. A step that
/// segmentation sees begins a regime, and is no drift; one that it does not see is one to this test.
///
/// Where a person pinned a baseline, the newest runs together, up to ten, are compared with the pinned ones instead
/// ([Look]): how they got there does not matter.
///
/// Source: [MannKendall], [TheilSen], [CurrentRegime].
final class Trend extends Detector {

    /// Fewer give the test no chance at the error of a single look.
    private static final int LEAST_RUNS = 10;

    private static final double INTERVAL = .95;

    @Override
    public String name() {
        return "trend";
    }

    @Override
    boolean controlsErrors() {
        return true;
    }

    @Override
    int needed(Window window, Settings settings) {
        return Math.max(LEAST_RUNS, settings.minDataPoints() + 1);
    }

    @Override
    Outcome measure(Window window, Settings settings, Direction direction) {
        return window.isPinned(settings.minDataPoints())
                ? againstPinned(window, settings, direction)
                : drift(window, settings, direction);
    }

    /// The newest runs together: where a slow fall from a fixed level shows first.
    private static Outcome againstPinned(Window window, Settings settings, Direction direction) {
        var newest = Math.min(LEAST_RUNS, window.points() - window.pinned());
        var look = window.look(0, settings.minDataPoints(), List.of(newest));
        return Conclusion.of(Sides.of(look), 0, window, settings, direction, Map.of());
    }

    private static Outcome drift(Window window, Settings settings, Direction direction) {
        var observations = segment(window, settings);
        var scale = observations.scale();
        var places = observations.on(scale);
        var line = TheilSen.of(places, INTERVAL, MannKendall.of(places).variance());
        var lagOne = Neighbours.correlation(rests(places, line));
        var test = MannKendall.of(places, lagOne);
        var steps = places.length - 1;
        var baseline = scale.back(line.intercept());
        var current = scale.back(line.intercept() + steps * line.slope());
        var chances = Chances.of(test.ofFall(), test.ofRise(), direction);
        var decisive = chances.decisive(settings.alarmRate());
        var counts = decisive <= settings.alarmRate() && Floor.isReached(window.family(), settings, baseline, current);
        var details = details(scale, line, test, lagOne, steps, settings);
        var measured = new Measurement(baseline, current, chances.harm(), 1 - decisive, null, details)
                .with(chances.details(direction));
        return Judgement.of(measured, counts, 0, direction, settings.severityThresholds());
    }

    /// The current regime, if it has runs enough.
    private static Observations segment(Window window, Settings settings) {
        var stretch = window.observations();
        return stretch.from(CurrentRegime.of(window, settings.alarmRate()).startOfBaseline(stretch, LEAST_RUNS));
    }

    @Override
    Map<String, Object> smallestVisible(Window window, Settings settings, Direction direction) {
        return window.isPinned(settings.minDataPoints())
                ? visibleAgainstPinned(window, settings, direction)
                : visibleDrift(window, settings, direction);
    }

    private static Map<String, Object> visibleAgainstPinned(Window window, Settings settings, Direction direction) {
        var newest = window.points() - window.pinned() >= LEAST_RUNS ? LEAST_RUNS : Window.RECENT_RUNS;
        var look = window.look(0, settings.minDataPoints(), List.of(newest));
        return Map.of(
                SmallestVisible.key(newest), SmallestVisible.visible(look, newest, settings.alarmRate(), direction));
    }

    private static Map<String, Object> visibleDrift(Window window, Settings settings, Direction direction) {
        var observations = segment(window, settings);
        var scale = observations.scale();
        var places = observations.on(scale);
        var independent = MannKendall.of(places).variance();
        var line = TheilSen.of(places, INTERVAL, independent);
        var rests = rests(places, line);
        var lagOne = Neighbours.correlation(rests);
        var variance = MannKendall.of(places, lagOne).variance();
        var drift = new VisibleDrift(places.length, spread(rests), lagOne);
        var level = scale.back(line.intercept());
        return Map.of(
                "smallest_visible_drift",
                SmallestVisible.of(
                        scale,
                        level,
                        drift.smallest(Math.sqrt(variance), settings.alarmRate()),
                        drift.error(independent == 0 ? 1 : variance / independent),
                        Floor.least(window.family(), settings, level),
                        direction));
    }

    /// Around a line, which takes two parameters.
    private static double spread(double[] rests) {
        var squares = Arrays.stream(rests).map(Numbers::square).sum();
        return Math.sqrt(squares / (rests.length - 2));
    }

    private static double[] rests(double[] places, TheilSen line) {
        var rests = new double[places.length];
        for (var run = 0; run < rests.length; run++) {
            rests[run] = places[run] - line.intercept() - run * line.slope();
        }
        return rests;
    }

    private static Map<String, Object> details(
            Scale scale, TheilSen line, MannKendall test, double lagOne, int steps, Settings settings) {
        var start = scale.back(line.intercept());
        return Map.of(
                "test",
                "mann_kendall",
                "z_statistic",
                test.statistic(),
                "autocorrelation",
                lagOne,
                "drift_low",
                Numbers.finite(scale.back(line.intercept() + steps * line.low()) - start),
                "drift_high",
                Numbers.finite(scale.back(line.intercept() + steps * line.high()) - start),
                "alarm_rate",
                settings.alarmRate(),
                "points",
                steps + 1);
    }
}
