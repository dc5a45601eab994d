package io.llmlab.regression.detect.paired;

import java.util.Arrays;
import java.util.List;
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

    /// @param units items, or clusters of them
    static RunSpread of(List<Answers> units, int runs) {
        var complete =
                units.stream().filter(unit -> unit.before().length == runs).toList();
        if (runs < LEAST_RUNS || complete.isEmpty()) {
            return new RunSpread(0, runs);
        }
        var items = complete.stream().mapToInt(Answers::items).sum();
        var means = new double[runs];
        for (var run = 0; run < runs; run++) {
            var index = run;
            means[run] =
                    complete.stream().mapToDouble(unit -> unit.before()[index]).sum() / items;
        }
        var ofItems = complete.stream().mapToDouble(Answers::varianceBefore).sum() / items / items;
        var ofRuns = variance(means);
        var usual = new ChiSquaredDistribution(null, runs - 1).inverseCumulativeProbability(EVIDENT);
        var isEvident = (runs - 1) * ofRuns > usual * ofItems;
        return new RunSpread(isEvident ? ofRuns - ofItems : 0, runs);
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
