package io.llmlab.regression.detect.segment;

import io.llmlab.regression.detect.classic.RareCounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes changes out, the least certain first, until all that are left are certain enough.
///
/// After each removal the autocorrelation is measured anew on what the remaining stretches leave unexplained: changes
/// that were none have made the noise look less correlated than it is.
final class Backward {

    /// With as many events a run, its angle is as good as normal.
    static final double FEW = 5;

    private final RunningSums sums;
    private final @Nullable RareCounts counts;
    private final double slopePenalty;
    private final double atMost;
    private final double leastCorrelation;

    /// @param counts null where nothing was counted
    /// @param atMost largest p-value (of a place named beforehand) that a change may keep
    /// @param leastCorrelation what the noise is held to have at least
    Backward(
            RunningSums sums,
            @Nullable RareCounts counts,
            double slopePenalty,
            double atMost,
            double leastCorrelation) {
        this.sums = sums;
        this.counts = counts;
        this.slopePenalty = slopePenalty;
        this.atMost = atMost;
        this.leastCorrelation = leastCorrelation;
    }

    /// @param places where stretches begin, ascending, without the first
    /// @param pValues of places named beforehand, one for each
    record Kept(List<Integer> places, List<Double> pValues, double correlation) {}

    Kept from(int[] candidates) {
        var places = new ArrayList<Integer>();
        for (var candidate : candidates) {
            places.add(candidate);
        }
        while (true) {
            var correlation = Math.max(leastCorrelation, Residuals.correlation(sums, places, slopePenalty));
            var pValues = pValues(places, correlation);
            var worst = worst(pValues);
            if (worst < 0 || pValues.get(worst) <= atMost) {
                return new Kept(places, pValues, correlation);
            }
            places.remove(worst);
        }
    }

    private List<Double> pValues(List<Integer> places, double correlation) {
        var evidence = new Evidence(sums, correlation, slopePenalty);
        var pValues = new ArrayList<Double>(places.size());
        for (int i = 0; i < places.size(); i++) {
            var from = i == 0 ? 0 : places.get(i - 1);
            var to = i == places.size() - 1 ? sums.size() : places.get(i + 1);
            pValues.add(Math.max(evidence.of(from, places.get(i), to), ofCounts(from, places.get(i), to)));
        }
        return pValues;
    }

    /// Both must agree.
    private double ofCounts(int from, int place, int to) {
        var pair = RareCounts.Pair.at(from, place, to);
        return counts == null || counts.perRun(pair) >= FEW
                ? 0
                : counts.tails(pair).twoSided();
    }

    private static int worst(List<Double> pValues) {
        var worst = -1;
        for (int i = 0; i < pValues.size(); i++) {
            if (worst < 0 || pValues.get(i) > pValues.get(worst)) {
                worst = i;
            }
        }
        return worst;
    }
}
