package io.llmlab.regression.detect.classic;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/// The Mann-Whitney test: of all pairs of a run before and a run after, in how many is the latter lower, and in
/// how many higher? It knows ranks alone, so a wild run counts no more than any other.
///
/// Exact where no two values are equal and one side has at most [#EXACT]; else by the normal distribution,
/// with the variance corrected for ties and half a pair for continuity.
///
/// Source: H. B. Mann and D. R. Whitney, "On a test of whether one of two random variables is stochastically
/// larger than the other", Ann. Math. Stat. 18 (1947); E. L. Lehmann, "Nonparametrics" (1975), section 1.2, for
/// ties.
///
/// @param below chance of values after that are at least so low without a change, 0 to 1
/// @param above chance of values after that are at least so high without a change, 0 to 1
/// @param smallest what neither chance can fall below with so many values, if no two are equal
public record MannWhitney(double below, double above, double smallest) {

    /// The longest window of a look, and more than tables had.
    static final int EXACT = 10;

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /// @param before one or more finite values
    /// @param after one or more finite values
    public static MannWhitney of(double[] before, double[] after) {
        if (before.length == 0 || after.length == 0) {
            throw new IllegalArgumentException("A comparison takes values on both sides");
        }
        var pairs = (double) before.length * after.length;
        var higher = higher(before, after);
        var ties = ties(before, after);
        var smallest = 1 / ways(before.length, after.length);
        if (ties == 0 && Math.min(before.length, after.length) <= EXACT) {
            var chances = chances(before.length, after.length);
            return new MannWhitney(upTo(chances, higher), upTo(chances, pairs - higher), smallest);
        }
        var error = Math.sqrt(variance(before.length, after.length, ties));
        return new MannWhitney(
                upTo(higher + .5 - pairs / 2, error), upTo(pairs - higher + .5 - pairs / 2, error), smallest);
    }

    /// The two-sided p-value.
    public double twoSided() {
        return Math.min(1, 2 * Math.min(below, above));
    }

    /// Pairs in which the one after is higher; equal ones count half.
    private static double higher(double[] before, double[] after) {
        var sum = 0.0;
        for (var late : after) {
            for (var early : before) {
                sum += (Math.signum(late - early) + 1) / 2;
            }
        }
        return sum;
    }

    /// Sum of `t^3 - t` over the values that occur `t` times.
    private static double ties(double[] before, double[] after) {
        var all = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, all, before.length, after.length);
        Arrays.sort(all);
        var sum = 0.0;
        var from = 0;
        for (var until = 1; until <= all.length; until++) {
            if (until == all.length || all[until] != all[from]) {
                var count = (double) until - from;
                sum += count * count * count - count;
                from = until;
            }
        }
        return sum;
    }

    private static double variance(double before, double after, double ties) {
        var all = before + after;
        return before * after / 12 * (all + 1 - ties / (all * (all - 1)));
    }

    private static double upTo(double beyond, double error) {
        return error == 0 ? 1 : NORMAL.cumulativeProbability(beyond / error);
    }

    private static double upTo(double[] chances, double pairs) {
        return Math.min(1, Arrays.stream(chances).limit((long) pairs + 1).sum());
    }

    /// How likely each number of pairs is: the coefficients of a Gaussian binomial, built up one value of the
    /// smaller side at a time. All are whole numbers divided by [#ways], of which only the first half is
    /// counted out: the rest mirrors it.
    private static double[] chances(int before, int after) {
        var few = Math.min(before, after);
        var many = Math.max(before, after);
        var counts = new double[few * many + 1];
        counts[0] = 1;
        for (var value = 1; value <= few; value++) {
            var top = many + value;
            for (var pairs = counts.length - 1; pairs >= top; pairs--) {
                counts[pairs] -= counts[pairs - top];
            }
            for (var pairs = value; pairs < counts.length; pairs++) {
                counts[pairs] += counts[pairs - value];
            }
        }
        var ways = ways(before, after);
        return mirrored(counts, ways);
    }

    private static double[] mirrored(double[] counts, double ways) {
        var last = counts.length - 1;
        var chances = new double[counts.length];
        for (var pairs = 0; pairs < counts.length; pairs++) {
            chances[pairs] = counts[Math.min(pairs, last - pairs)] / ways;
        }
        return chances;
    }

    /// In how many orders the sides can lie.
    private static double ways(int before, int after) {
        var ways = 1.0;
        var few = Math.min(before, after);
        for (var value = 1; value <= few; value++) {
            ways *= (Math.max(before, after) + (double) value) / value;
        }
        return ways;
    }
}
