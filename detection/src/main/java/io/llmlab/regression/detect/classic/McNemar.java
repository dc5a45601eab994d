package io.llmlab.regression.detect.classic;

import org.apache.commons.math3.special.Beta;

/// McNemar's test: two runs answered the same items right or wrong; only the items on which they differ say
/// something, and without a change each of these is lost or gained by the toss of a coin.
///
/// Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions or
/// percentages", Psychometrika 12 (1947); mid-p: M. W. Fagerland, S. Lydersen, P. Laake, "The McNemar test for
/// binary matched-pairs data: mid-p and asymptotic are better than exact conditional", BMC Med. Res. Methodol. 13
/// (2013).
///
/// @param lost items that were right and are wrong now
/// @param gained items that were wrong and are right now
public record McNemar(int lost, int gained) {

    public McNemar {
        if (lost < 0 || gained < 0) {
            throw new IllegalArgumentException("Numbers of items are 0 or more");
        }
    }

    /// Chance of so many lost items or more without a change.
    public double ofLoss() {
        return atLeast(lost);
    }

    /// Chance of so many gained items or more without a change.
    public double ofGain() {
        return atLeast(gained);
    }

    /// The exact two-sided p-value. It never exceeds its level and is mostly far below it.
    public double exact() {
        return Math.min(1, 2 * atLeast(Math.max(lost, gained)));
    }

    /// The two-sided mid-p value: counts half of what was seen, which keeps the level on average and sees more.
    public double midP() {
        return Math.min(1, 2 * halved(Math.max(lost, gained)));
    }

    /// One-sided mid-p value of a loss.
    public double midPOfLoss() {
        return halved(lost);
    }

    /// One-sided mid-p value of a gain.
    public double midPOfGain() {
        return halved(gained);
    }

    private double halved(int count) {
        return differing() == 0 ? 1 : (atLeast(count) + atLeast(count + 1)) / 2;
    }

    /// The upper tail as an incomplete beta function, which keeps the digits of small chances.
    private double atLeast(int count) {
        if (count == 0) {
            return 1;
        }
        return count > differing() ? 0 : Beta.regularizedBeta(.5, count, differing() - count + 1.0);
    }

    private int differing() {
        return lost + gained;
    }
}
