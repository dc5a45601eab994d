package io.llmlab.regression.detect.classic;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Adjusts p-values of tests that are made together, so that among what is called a change the expected share of
/// false ones stays below a level.
public enum FalseDiscovery {

    /// For tests that are independent or depend positively on each other, as metrics of one run do.
    ///
    /// Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", J. R. Stat. Soc. B 57
    /// (1995).
    BENJAMINI_HOCHBERG {
        @Override
        double factor(int tests) {
            return 1;
        }
    },

    /// For any dependence, at the price of power.
    ///
    /// Source: Y. Benjamini and D. Yekutieli, "The control of the false discovery rate in multiple testing under
    /// dependency", Ann. Stat. 29 (2001).
    BENJAMINI_YEKUTIELI {
        @Override
        double factor(int tests) {
            return IntStream.rangeClosed(1, tests)
                    .mapToDouble(rank -> 1.0 / rank)
                    .sum();
        }
    };

    abstract double factor(int tests);

    /// @param pValues 0 to 1 each
    /// @return q-values in the same order, 0 to 1: the lowest level at which each test is still called a change
    public double[] adjusted(double... pValues) {
        var tests = pValues.length;
        var byValue = IntStream.range(0, tests)
                .boxed()
                .sorted(Comparator.comparingDouble(test -> pValues[test]))
                .toList();
        var factor = factor(tests);
        var adjusted = new double[tests];
        Arrays.fill(adjusted, 1);
        var least = 1.0;
        for (var rank = tests; rank >= 1; rank--) {
            var test = byValue.get(rank - 1);
            least = Math.min(least, pValues[test] * factor * tests / rank);
            adjusted[test] = least;
        }
        return adjusted;
    }
}
