package io.llmlab.regression.detect.paired;

import java.util.Arrays;

/// All that is known of one item: its scores in the runs before, and its score in the newest.
///
/// @param before one or more
@SuppressWarnings("ArrayRecordComponent")
record Answers(long key, double[] before, double now) {

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

    boolean isBinary() {
        return isRightOrWrong(now) && Arrays.stream(before).allMatch(Answers::isRightOrWrong);
    }

    private static boolean isRightOrWrong(double score) {
        return score == 0 || score == 1;
    }
}
