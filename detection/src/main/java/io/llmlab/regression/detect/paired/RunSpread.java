package io.llmlab.regression.detect.paired;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/// By how much whole runs differ beyond what their items do on their own: a provider's good and bad days move
/// all items together, which no test over items sees.
///
/// @param variance of a run beyond that of its items; 0 where the runs show none
/// @param runs that it was taken from
record RunSpread(double variance, int runs) {

    /// Fewer runs show nothing of it.
    static final int LEAST_RUNS = 3;

    /// A spread that comes by chance in one of ten cases is taken for one: caution is cheap here.
    private static final double EVIDENT = .9;

    /// What the squared deviations of so many runs from their mean reach in that share of cases, in units of the
    /// variance
    /// that items make; by runs. Finding it takes longer than the rest of a look.
    private static final double[] USUAL = IntStream.rangeClosed(0, ItemHistory.BASELINE_RUNS)
            .mapToDouble(runs -> runs < LEAST_RUNS
                    ? 0
                    : new ChiSquaredDistribution(null, runs - 1).inverseCumulativeProbability(EVIDENT))
            .toArray();

    /// @param units items, or clusters of them, in at most [ItemHistory#BASELINE_RUNS] runs before
    static RunSpread of(Answers units) {
        var runs = units.runsBefore();
        var complete = units.those(units::isComplete);
        if (runs < LEAST_RUNS || complete.length == 0) {
            return new RunSpread(0, runs);
        }
        var items = 0;
        var varianceOfSum = 0.0;
        for (var unit : complete) {
            items += units.items(unit);
            varianceOfSum += units.varianceBefore(unit);
        }
        var ofItems = varianceOfSum / items / items;
        var ofRuns = variance(means(units, complete, items));
        var isEvident = (runs - 1) * ofRuns > USUAL[runs] * ofItems;
        return new RunSpread(isEvident ? ofRuns - ofItems : 0, runs);
    }

    private static double[] means(Answers units, int[] complete, int items) {
        var means = new double[units.runsBefore()];
        for (var run = 0; run < means.length; run++) {
            for (var unit : complete) {
                means[run] += units.before(run, unit);
            }
            means[run] /= items;
        }
        return means;
    }

    /// Variance that it adds to the difference of a new run and the mean of the runs before.
    double ofDifference() {
        return variance * (1 + 1.0 / runs);
    }

    private static double variance(double[] means) {
        var mean = Arrays.stream(means).average().orElseThrow();
        return Arrays.stream(means).map(one -> (one - mean) * (one - mean)).sum() / (means.length - 1);
    }
}
