package io.llmlab.regression.detect.classic;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Adjusts p-values of tests that are made together, so that the chance of a single false one among them
/// stays below a level, however they depend on each other. It is Bonferroni's for the least of them and
/// milder for the others.
///
/// Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Stat. 6 (1979).
public final class Holm {

    private Holm() {}

    /// @param pValues 0 to 1 each
    /// @return in the same order, 0 to 1: the lowest level at which each test is still called a change
    public static double[] adjusted(double... pValues) {
        var tests = pValues.length;
        var byValue = IntStream.range(0, tests)
                .boxed()
                .sorted(Comparator.comparingDouble(test -> pValues[test]))
                .toList();
        var adjusted = new double[tests];
        var most = 0.0;
        for (var rank = 0; rank < tests; rank++) {
            var test = byValue.get(rank);
            most = Math.max(most, Math.min(1, (tests - rank) * pValues[test]));
            adjusted[test] = most;
        }
        return adjusted;
    }
}
