package io.llmlab.regression.detect.classic;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The paired permutation test: without a change each difference could as well have had the other sign.
///
/// Up to [#EXACT] differences all signs are tried; beyond that [#DRAWS] are drawn with a fixed seed, so that the
/// same data gives the same p-value, and what was seen counts as one of them, so that no p-value is 0.
///
/// Source: R. A. Fisher, "The Design of Experiments" (1935), section 21; B. Phipson and G. K. Smyth, "Permutation
/// p-values should never be zero", Stat. Appl. Genet. Mol. Biol. 9 (2010).
///
/// @param below chance of a sum of differences at least so low without a change, above 0
/// @param above chance of one at least so high
public record SignFlip(double below, double above) {

    static final int EXACT = 14;
    static final int DRAWS = 20_000;

    private static final long SEED = 20_260_101;
    private static final double ROUNDING = 1e-9;

    /// @param differences one for each independent unit: an item, or the sum over a group of items that belong
    ///     together
    public static SignFlip of(double... differences) {
        var moved =
                Arrays.stream(differences).filter(difference -> difference != 0).toArray();
        var seen = Arrays.stream(moved).sum();
        var rounding = ROUNDING * Arrays.stream(moved).map(Math::abs).sum();
        return moved.length <= EXACT ? all(moved, seen, rounding) : drawn(moved, seen, rounding);
    }

    /// The two-sided p-value.
    public double twoSided() {
        return Math.min(1, 2 * Math.min(below, above));
    }

    private static SignFlip all(double[] moved, double seen, double rounding) {
        var lower = 0;
        var higher = 0;
        var ways = 1 << moved.length;
        for (var signs = 0; signs < ways; signs++) {
            var sum = sum(moved, signs);
            lower += sum <= seen + rounding ? 1 : 0;
            higher += sum >= seen - rounding ? 1 : 0;
        }
        return new SignFlip((double) lower / ways, (double) higher / ways);
    }

    private static SignFlip drawn(double[] moved, double seen, double rounding) {
        var random = new SplittableRandom(SEED);
        var lower = 1;
        var higher = 1;
        for (var draw = 0; draw < DRAWS; draw++) {
            var sum = 0.0;
            for (var from = 0; from < moved.length; from += Long.SIZE) {
                var until = Math.min(moved.length, from + Long.SIZE);
                sum += sum(Arrays.copyOfRange(moved, from, until), random.nextLong());
            }
            lower += sum <= seen + rounding ? 1 : 0;
            higher += sum >= seen - rounding ? 1 : 0;
        }
        return new SignFlip((double) lower / (DRAWS + 1), (double) higher / (DRAWS + 1));
    }

    private static double sum(double[] moved, long signs) {
        var sum = 0.0;
        for (var unit = 0; unit < moved.length; unit++) {
            sum += (signs >> unit & 1) == 0 ? moved[unit] : -moved[unit];
        }
        return sum;
    }
}
