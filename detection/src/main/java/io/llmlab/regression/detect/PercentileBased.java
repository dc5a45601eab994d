package io.llmlab.regression.detect;

import java.util.Arrays;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/// `percentile_based`: the mean of the recent runs lies outside of the middle 80 % (10th to 90th percentile) of
/// the baseline's runs and differs from their median by the warning threshold or more. Of the baseline it takes
/// the runs of the last `baseline_days`, counted back from its newest run: a pause, or a finding that goes on,
/// costs it none.
///
/// It assumes no distribution, so it fits skewed metrics such as latency. By chance alone the mean of three
/// Gaussian runs is below the 10th percentile of 64 baseline runs in 2 % of the looks, of 20 in 4 %, and of 7 in
/// 10 % (simulated): give it a long baseline, or rely on the warning threshold.
///
/// Source: percentiles as R's type 7, R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The
/// American Statistician 50 (1996).
final class PercentileBased extends Detector {

    private static final double LOW = 10;
    private static final double MEDIAN = 50;
    private static final double HIGH = 90;

    @Override
    public String name() {
        return "percentile_based";
    }

    @Override
    Window usable(Window window, Settings settings) {
        var ages = window.baselineAge();
        int from = 0;
        while (from < ages.length && ages[from] >= settings.baselineDays()) {
            from++;
        }
        return new Window(
                Arrays.copyOfRange(window.baseline(), from, ages.length),
                Arrays.copyOfRange(ages, from, ages.length),
                window.recent(),
                window.samplingError(),
                Arrays.copyOfRange(window.samples(), from, window.samples().length),
                window.family());
    }

    @Override
    Outcome measure(Window window, Settings settings, Direction direction) {
        var percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(window.baseline());
        var low = percentile.evaluate(LOW);
        var median = percentile.evaluate(MEDIAN);
        var high = percentile.evaluate(HIGH);
        var current = Numbers.mean(window.recent());
        var outside = Numbers.difference(current, low) < 0 || Numbers.difference(current, high) > 0;
        var floor = settings.severityThresholds().warning();
        var measured = new Measurement(
                median,
                current,
                null,
                outside ? Judgement.towards(floor, current, median) : 0,
                null,
                Map.of(
                        "baseline_10th_percentile", low,
                        "baseline_50th_percentile", median,
                        "baseline_90th_percentile", high,
                        "baseline_points", window.baseline().length,
                        "recent_points", window.recent().length));
        return Judgement.of(measured, outside, floor, direction, settings.severityThresholds());
    }
}
