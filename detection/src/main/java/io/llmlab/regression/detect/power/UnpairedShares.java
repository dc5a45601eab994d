package io.llmlab.regression.detect.power;

/// Shares of right answers, the runs compared by their shares alone: the test of two proportions, with the spread
/// between runs on top of what drawing the items makes.
///
/// Without a spread, and with one run on either side, it is the sample size of J. L. Fleiss, B. Levin, M. C. Paik,
/// "Statistical Methods for Rates and Proportions" (3rd ed., 2003), section 4.2, without continuity correction:
/// R's `power.prop.test`. The spread adds the same variance to each run whatever its items: no number of items takes
/// it out, only more runs do (A. Donner, N. Birkett, C. Buck, "Randomization by cluster", Am. J. Epidemiol. 114
/// (1981), for the variance of shares of clusters).
///
/// @param baseline share before, above 0 and below 1
/// @param isFall whether the worse is the lower
/// @param spread standard deviation of a run's share beyond what its items make, 0 or more
/// @param baselineRuns runs before, 1 or more, each with as many items as a new one
public record UnpairedShares(double baseline, boolean isFall, double spread, int baselineRuns) implements Design {

    public UnpairedShares {
        if (!(baseline > 0 && baseline < 1)) {
            throw new IllegalArgumentException("A share to fall or rise from lies between 0 and 1");
        }
        if (!(spread >= 0) || baselineRuns < 1) {
            throw new IllegalArgumentException("A spread is 0 or more, a baseline has a run");
        }
    }

    @Override
    public double chance(double drop, int items, int runs, Demand demand) {
        var current = Math.clamp(isFall ? baseline - drop : baseline + drop, 0, 1);
        var pooled = (runs * current + baselineRuns * baseline) / (runs + baselineRuns);
        var without = ofRun(pooled, items) * (1.0 / runs + 1.0 / baselineRuns);
        var with = ofRun(current, items) / runs + ofRun(baseline, items) / baselineRuns;
        return Normal.chance(drop, without, with, demand);
    }

    @Override
    public double largestDrop() {
        return isFall ? baseline : 1 - baseline;
    }

    private double ofRun(double share, int items) {
        return share * (1 - share) / items + spread * spread;
    }
}
