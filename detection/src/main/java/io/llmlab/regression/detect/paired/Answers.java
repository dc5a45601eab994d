package io.llmlab.regression.detect.paired;

import java.util.Arrays;

/// All that is known of one item, or of the items of one cluster together: the scores in the runs before, and
/// the score in the newest; of a cluster their sums.
///
/// @param key of the item, or of the cluster
/// @param items how many it is of
/// @param before one or more
@SuppressWarnings("ArrayRecordComponent")
record Answers(long key, int items, double[] before, double now) {

    /// Of one item.
    Answers(long key, double[] before, double now) {
        this(key, 1, before, now);
    }

    /// Both together.
    ///
    /// @param other of the same runs
    Answers plus(long cluster, Answers other) {
        var sums = new double[before.length];
        for (var run = 0; run < sums.length; run++) {
            sums[run] = before[run] + other.before[run];
        }
        return new Answers(cluster, items + other.items, sums, now + other.now);
    }

    double usual() {
        return Arrays.stream(before).average().orElseThrow();
    }

    /// Mean of all its scores, the newest among them.
    double overall() {
        return (Arrays.stream(before).sum() + now) / (before.length + 1);
    }

    /// What the newest score would vary by if it were any one of all its scores.
    double variance() {
        var overall = overall();
        var squares = Arrays.stream(before)
                .map(score -> (score - overall) * (score - overall))
                .sum();
        return (squares + (now - overall) * (now - overall)) / (before.length + 1);
    }

    /// Unbiased variance of its scores before; 0 where there is one.
    double varianceBefore() {
        if (before.length < 2) {
            return 0;
        }
        var usual = usual();
        return Arrays.stream(before)
                        .map(score -> (score - usual) * (score - usual))
                        .sum()
                / (before.length - 1);
    }

    /// Lower than it has ever been.
    boolean isLost() {
        return Arrays.stream(before).allMatch(score -> now < score);
    }

    /// Higher than it has ever been.
    boolean isGained() {
        return Arrays.stream(before).allMatch(score -> now > score);
    }

    /// Whether each answer was right or wrong, so that sums are counts.
    boolean isCounted() {
        return isCount(now) && Arrays.stream(before).allMatch(this::isCount);
    }

    private boolean isCount(double score) {
        return score >= 0 && score <= items && score == Math.rint(score);
    }
}
