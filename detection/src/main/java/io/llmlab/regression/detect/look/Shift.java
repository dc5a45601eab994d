package io.llmlab.regression.detect.look;

/// The move of a series that a look found to be the least likely without a change, in the metric's own unit.
///
/// @param baseline the normal value
/// @param current what the newest runs measure together
/// @param low lower end of the 95 % interval of current less baseline
/// @param high upper end of it
/// @param newRuns how many runs `current` is of
/// @param pValue chance of such a move without a change, over all windows, 0 to 1
/// @param statistic standard errors between the two, on the scale of the family; infinite where noiseless runs
///     differ
/// @param freedom degrees of freedom of the t distribution it was judged by
public record Shift(
        double baseline,
        double current,
        double low,
        double high,
        int newRuns,
        double pValue,
        double statistic,
        double freedom) {

    /// The same move with another chance.
    ///
    /// @param chance 0 to 1
    public Shift withChance(double chance) {
        return new Shift(baseline, current, low, high, newRuns, chance, statistic, freedom);
    }
}
