package io.llmlab.regression.detect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/// The smallest change that the windows of [StatisticalTest] would have shown.
///
/// A window shows it with the chance of the noncentral t distribution, here by its normal approximation, where new runs
/// vary as those of the baseline do. A change of so many runs is seen by the window of these and by all shorter ones:
/// what counts is the one that sees the smallest. That the others see it too, that ranks must agree, and that Holm's
/// rule is milder than the equal shares assumed here are left out; together they make little, as a test by simulation
/// shows.
///
/// Source: M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.7.10.
final class VisibleToWelch {

    private static final double OF_POWER = new NormalDistribution().inverseCumulativeProbability(SmallestVisible.POWER);

    private VisibleToWelch() {}

    /// @param tests one or more
    /// @return in the metric's unit, by key; of 1, 3 and 10 runs where there is such a window
    static Map<String, Object> of(List<ComparedWindow> tests, Settings settings, Direction direction) {
        var sides = direction == Direction.NONE ? 2 : 1;
        var tail = settings.allowedError() / tests.size() / sides;
        var visible = new HashMap<String, Object>();
        for (var test : tests) {
            if (SmallestVisible.RUNS.contains(test.runs())) {
                var errors = tests.stream()
                        .filter(other -> other.runs() <= test.runs())
                        .mapToDouble(other -> smallest(other, tail))
                        .min()
                        .orElseThrow();
                visible.put(SmallestVisible.key(test.runs()), inUnit(test, errors, settings, direction));
            }
        }
        return visible;
    }

    private static double inUnit(ComparedWindow test, double reach, Settings settings, Direction direction) {
        var least = settings.severityThresholds().warning() * Math.abs(test.baseline());
        return SmallestVisible.of(test.scale(), test.baseline(), reach, error(test), least, direction);
    }

    private static double error(ComparedWindow test) {
        return Math.sqrt(test.usual().variance() * (1.0 / test.before() + 1.0 / test.runs()));
    }

    /// On the scale.
    private static double smallest(ComparedWindow test, double tail) {
        var freedom = freedom(test.before(), test.runs());
        var critical = new TDistribution(null, freedom).inverseCumulativeProbability(1 - tail);
        return error(test)
                * (critical * (1 - 1 / (4 * freedom)) + OF_POWER * Math.sqrt(1 + critical * critical / (2 * freedom)));
    }

    /// Of Welch's test where both sides have the same spread.
    private static double freedom(int before, int runs) {
        var a = 1.0 / before;
        var b = 1.0 / runs;
        return runs == 1
                ? before - 1.0
                : Numbers.square(a + b) / (Numbers.square(a) / (before - 1) + Numbers.square(b) / (runs - 1));
    }
}
