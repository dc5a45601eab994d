package io.llmlab.regression.detect;

import java.util.Arrays;
import java.util.Map;

/// `change_point`: where within the newest `window_size` runs the mean changed most, and whether that is more than
/// chance.
///
/// Every split with three runs or more after it and the least baseline before it is tried with the pooled t statistic;
/// the largest one towards harm counts (and the largest towards improvement, where there is no harm). Its p-value is
/// multiplied by the number of splits tried (Bonferroni), which allows for the choice and errs on the safe side. A
/// regression needs an adjusted p-value below 1 - `statistical_confidence` and a change of the warning threshold or
/// more.
///
/// Source: the maximum of t statistics for one change in mean: A. Sen and M. S. Srivastava, "On tests for detecting
/// change in mean", The Annals of Statistics 3 (1975); D. M. Hawkins, "Testing a sequence of observations for a shift
/// in location", JASA 72 (1977).
final class ChangePoint extends Detector {

    @Override
    public String name() {
        return "change_point";
    }

    @Override
    Outcome measure(Window window, Settings settings, Direction direction) {
        var harm = best(window, settings, direction, false);
        var improvement = best(window, settings, direction, true);
        var split =
                harm.pValue() < settings.allowedError() || harm.pValue() <= improvement.pValue() ? harm : improvement;
        return Judgement.of(
                measured(window, split, settings),
                split.pValue() < settings.allowedError(),
                settings.severityThresholds().warning(),
                direction,
                settings.severityThresholds());
    }

    /// @param at index of the first run after the change
    /// @param pValue adjusted for the splits tried
    private record Split(int at, StudentT test, double pValue, int tried) {}

    private static Split best(Window window, Settings settings, Direction direction, boolean improvement) {
        var values = window.all();
        var last = values.length - Window.RECENT_RUNS;
        var first = Math.min(last, Math.max(settings.minDataPoints(), values.length - settings.windowSize()));
        var tried = last - first + 1;
        var best = split(values, last, tried, direction, improvement);
        for (int at = last - 1; at >= first; at--) {
            var candidate = split(values, at, tried, direction, improvement);
            if (candidate.pValue() < best.pValue()) {
                best = candidate;
            }
        }
        return best;
    }

    private static Split split(double[] values, int at, int tried, Direction direction, boolean improvement) {
        var test = StudentT.pooled(Arrays.copyOfRange(values, 0, at), Arrays.copyOfRange(values, at, values.length));
        var pValue = improvement ? test.pValueOfImprovement(direction) : test.pValue(direction);
        return new Split(at, test, Math.min(1, tried * pValue), tried);
    }

    private static Measurement measured(Window window, Split split, Settings settings) {
        var values = window.all();
        return new Measurement(
                Numbers.mean(Arrays.copyOfRange(values, 0, split.at())),
                Numbers.mean(Arrays.copyOfRange(values, split.at(), values.length)),
                split.pValue(),
                1 - split.pValue(),
                split.at(),
                Map.of(
                        "test", "max_t",
                        "t_statistic", Numbers.finite(split.test().statistic()),
                        "degrees_of_freedom", Numbers.finite(split.test().degreesOfFreedom()),
                        "splits_tried", split.tried(),
                        "alpha", settings.allowedError(),
                        "points_before", split.at(),
                        "points_after", values.length - split.at()));
    }
}
