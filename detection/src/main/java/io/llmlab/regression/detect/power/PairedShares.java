package io.llmlab.regression.detect.power;

import io.llmlab.regression.detect.paired.ItemHistory;

/// Shares of right answers to the same items, compared item by item: McNemar's test. Only the items on which two runs
/// differ make noise, so it takes far fewer.
///
/// Where nothing changed two runs differ on some items by chance, as often one way as the other; a drop adds items that
/// are lost. Without a spread it is the sample size of R. J. Connor, "Sample size for testing differences in
/// proportions for the paired-sample design", Biometrics 43 (1987), after O. S. Miettinen, "The matched pairs design in
/// the case of all-or-none responses", Biometrics 24 (1968); it errs on the safe side.
///
/// Several runs on either side average the chance of an item, as [ItemLook] does with the runs before, but not which
/// items are lost. The spread between runs comes on top, as good and bad days move all items together.
///
/// @param room the largest drop there can be, above 0 and at most 1
/// @param discordance share of the items that two runs without a change answer differently, 0 to below 1
/// @param spread standard deviation of a run's share beyond what its items make, 0 or more
/// @param baselineRuns runs before, 1 or more; of so many as [ItemHistory#BASELINE_RUNS] the items are looked at
public record PairedShares(double room, double discordance, double spread, int baselineRuns) implements Design {

    public PairedShares {
        if (!(room > 0 && room <= 1)) {
            throw new IllegalArgumentException("A share falls or rises by more than 0 and at most 1");
        }
        if (!(discordance >= 0 && discordance < 1)) {
            throw new IllegalArgumentException("A share of differing items is 0 to below 1");
        }
        if (!(spread >= 0) || baselineRuns < 1) {
            throw new IllegalArgumentException("A spread is 0 or more, a baseline has a run");
        }
    }

    @Override
    public double chance(double drop, int items, int runs, Demand demand) {
        var before = Math.min(baselineRuns, ItemHistory.BASELINE_RUNS);
        var averaged = 1.0 / runs + 1.0 / before;
        var differing = discordance / 2 * averaged + drop;
        var ofRuns = spread * spread * averaged;
        return Normal.chance(drop, differing / items + ofRuns, (differing - drop * drop) / items + ofRuns, demand);
    }

    @Override
    public double largestDrop() {
        return Math.min(room, 1 - discordance);
    }
}
