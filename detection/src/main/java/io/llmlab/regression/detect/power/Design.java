package io.llmlab.regression.detect.power;

/// A way to compare new runs with those before, of which is known how runs and items vary.
public sealed interface Design permits UnpairedShares, PairedShares, Values {

    /// The chance, 0 to 1, that a change for the worse is seen. It grows with each of the three numbers.
    ///
    /// @param drop size of the change, 0 to [#largestDrop()]
    /// @param items that each run asks, 1 or more
    /// @param runs new ones, 1 or more
    double chance(double drop, int items, int runs, Demand demand);

    /// The largest change there can be.
    double largestDrop();
}
