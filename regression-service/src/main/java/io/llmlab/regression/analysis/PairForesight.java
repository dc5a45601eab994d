package io.llmlab.regression.analysis;

import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Floor;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.detect.power.Demand;
import io.llmlab.regression.detect.power.PairedShares;
import io.llmlab.regression.detect.power.Planning;
import io.llmlab.regression.detect.scale.Family;
import java.util.Arrays;
import java.util.OptionalDouble;

/// What the next run will see that answers the same items as the newest.
///
/// How many items come out differently without a change, one run does not tell: one in twenty is taken to. A
/// model that answers the same each time sees less than this, one that tosses coins only more.
final class PairForesight {

    private static final double POWER = .8;

    /// About what a model at its usual temperature shows on questions it mostly knows.
    private static final double USUAL_DISCORDANCE = .05;

    private PairForesight() {}

    /// @param newest of a run with items
    /// @param alarmRate error of the look
    /// @return a difference of shares, not below the practical floor; empty where the scores are no shares, or
    ///     the items are too few to show any
    static OptionalDouble smallestVisible(ItemScores newest, Settings settings, double alarmRate, Direction direction) {
        if (!Arrays.stream(newest.scores()).allMatch(score -> score >= 0 && score <= 1)) {
            return OptionalDouble.empty();
        }
        var share = newest.mean();
        var room = direction == Direction.LOWER_IS_BETTER ? 1 - share : share;
        if (room <= 0) {
            return OptionalDouble.empty();
        }
        var demand = new Demand(alarmRate, direction == Direction.NONE, POWER);
        var design = new PairedShares(room, USUAL_DISCORDANCE, 0, 1);
        var floor = Floor.least(Family.PROPORTION, settings, share);
        return new Planning(design, demand)
                .smallestDrop(units(newest), 1).stream()
                        .map(drop -> Math.max(drop, floor))
                        .findFirst();
    }

    /// Items that belong together are one piece of evidence.
    private static int units(ItemScores items) {
        var clusters = items.clusters();
        return clusters.length == 0
                ? items.items()
                : (int) Arrays.stream(clusters).distinct().count();
    }
}
