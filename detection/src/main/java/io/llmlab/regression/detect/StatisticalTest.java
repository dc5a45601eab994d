package io.llmlab.regression.detect;

import java.util.Map;

/// `statistical_test`: Welch's t-test of the recent runs against the baseline, one-sided towards harm.
///
/// A regression needs both: an adjusted p-value below 1 - `statistical_confidence`, and a change of the warning
/// threshold or more, because with many runs a test finds differences that matter to nobody. The adjusted p-value is
/// three times the p-value (Bonferroni), because every run is looked at in three overlapping windows: without it a
/// stable series would be called worse that much more often.
///
/// The standard error is never taken for smaller than what the runs' own samples make: five runs that lie close
/// together by chance would otherwise turn the sixth into a regression.
///
/// It compares means of runs whose spread it learns from the runs themselves, so a single bad run among the three is
/// taken for noise, and three in a row are not. With three runs Welch's approximation is a little too bold: a look at
/// Gaussian noise is wrong in 2 to 3 % of the cases (simulated, confidence .95), within the 5 % allowed.
///
/// Source: B. L. Welch, Biometrika 34 (1947); C. E. Bonferroni (1936) for the adjustment.
final class StatisticalTest extends Detector {

    @Override
    public String name() {
        return "statistical_test";
    }

    @Override
    Outcome measure(Window window, Settings settings, Direction direction) {
        var test = StudentT.welch(window.baseline(), window.recent(), window.samplingError());
        var harm = test.pValue(direction);
        var improvement = test.pValueOfImprovement(direction);
        var better = adjusted(improvement) < settings.allowedError();
        var pValue = better ? improvement : harm;
        var adjusted = adjusted(pValue);
        var measured = new Measurement(
                Numbers.mean(window.baseline()),
                Numbers.mean(window.recent()),
                pValue,
                1 - adjusted,
                null,
                details(window, test, adjusted, settings));
        return Judgement.of(
                measured,
                adjusted < settings.allowedError(),
                settings.severityThresholds().warning(),
                direction,
                settings.severityThresholds());
    }

    private static double adjusted(double pValue) {
        return Math.min(1, Window.RECENT_RUNS * pValue);
    }

    private static Map<String, Object> details(Window window, StudentT test, double adjusted, Settings settings) {
        return Map.of(
                "test", "welch_t",
                "t_statistic", Numbers.finite(test.statistic()),
                "degrees_of_freedom", Numbers.finite(test.degreesOfFreedom()),
                "adjusted_p_value", adjusted,
                "alpha", settings.allowedError(),
                "sampling_error", window.samplingError(),
                "baseline_points", window.baseline().length,
                "recent_points", window.recent().length,
                "baseline_std", Math.sqrt(Numbers.variance(window.baseline())),
                "recent_std", Math.sqrt(Numbers.variance(window.recent())));
    }
}
