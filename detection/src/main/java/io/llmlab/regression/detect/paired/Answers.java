package io.llmlab.regression.detect.paired;

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

    // A look takes these of a thousand items: loops do that in a fraction of what streams take.
    private double sum() {
        var sum = 0.0;
        for (var score : before) {
            sum += score;
        }
        return sum;
    }

    private double squares(double around) {
        var squares = 0.0;
        for (var score : before) {
            squares += (score - around) * (score - around);
        }
        return squares;
    }

    double usual() {
        return sum() / before.length;
    }

    /// Mean of all its scores, the newest among them.
    double overall() {
        return (sum() + now) / (before.length + 1);
    }

    /// What the newest score would vary by if it were any one of all its scores.
    double variance() {
        var overall = overall();
        return (squares(overall) + (now - overall) * (now - overall)) / (before.length + 1);
    }

    /// Unbiased variance of its scores before; 0 where there is one.
    double varianceBefore() {
        return before.length < 2 ? 0 : squares(usual()) / (before.length - 1);
    }

    /// Lower than it has ever been.
    boolean isLost() {
        for (var score : before) {
            if (now >= score) {
                return false;
            }
        }
        return true;
    }

    /// Higher than it has ever been.
    boolean isGained() {
        for (var score : before) {
            if (now <= score) {
                return false;
            }
        }
        return true;
    }

    /// Whether each answer was right or wrong, so that sums are counts.
    boolean isCounted() {
        for (var score : before) {
            if (!isCount(score)) {
                return false;
            }
        }
        return isCount(now);
    }

    private boolean isCount(double score) {
        return score >= 0 && score <= items && score == Math.rint(score);
    }
}
