package io.llmlab.regression.detect.power;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;

/// Answers what it takes, by searching where the chance reaches what is demanded: it grows with the items, the runs and
/// the size of the change.
///
/// @param demand how sure one wants to be
public record Planning(Design design, Demand demand) {

    /// More are not looked at.
    public static final int MOST_ITEMS = 10_000_000;
    public static final int MOST_RUNS = 10_000;

    /// Halving so often leaves nothing of an interval.
    private static final int HALVINGS = 60;

    /// Smaller changes are as good as none.
    private static final double TINY = 1e-12;

    /// The items that each run must ask.
    ///
    /// @return empty where even [#MOST_ITEMS] are too few: the runs differ too much among themselves
    public OptionalInt items(double drop, int runs) {
        return least(MOST_ITEMS, items -> isEnough(drop, items, runs));
    }

    /// The new runs it takes, each of so many items.
    ///
    /// @return empty where even [#MOST_RUNS] are too few: the baseline itself is not known well enough
    public OptionalInt runs(double drop, int items) {
        return least(MOST_RUNS, runs -> isEnough(drop, items, runs));
    }

    /// The smallest change that is seen.
    ///
    /// @return empty where not even the largest one is
    public OptionalDouble smallestDrop(int items, int runs) {
        var high = Math.min(design.largestDrop(), enough(items, runs));
        return isEnough(high, items, runs)
                ? OptionalDouble.of(boundary(high, drop -> isEnough(drop, items, runs)))
                : OptionalDouble.empty();
    }

    private boolean isEnough(double drop, int items, int runs) {
        return design.chance(drop, items, runs, demand) >= demand.power();
    }

    /// Some change that is seen, unless none is.
    private double enough(int items, int runs) {
        var drop = TINY;
        while (drop < design.largestDrop() && !isEnough(drop, items, runs)) {
            drop *= 2;
        }
        return drop;
    }

    private static double boundary(double reached, DoublePredicate isEnough) {
        var low = 0.0;
        var high = reached;
        for (var halving = 0; halving < HALVINGS; halving++) {
            var middle = (low + high) / 2;
            if (isEnough.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static OptionalInt least(int most, IntPredicate isEnough) {
        if (!isEnough.test(most)) {
            return OptionalInt.empty();
        }
        var low = 0;
        var high = most;
        while (high - low > 1) {
            var middle = low + (high - low) / 2;
            if (isEnough.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return OptionalInt.of(high);
    }
}
