package io.llmlab.regression.detect.paired;

import java.util.Arrays;

/// How likely each sum of independent counts is, one count being added after the other.
final class SumOfCounts {

    private double[] chances;
    private double[] next;
    private final double[] oneLess;
    private int highest;

    /// @param most what the sum can come to when all counts are added
    SumOfCounts(int most) {
        chances = new double[most + 1];
        next = new double[most + 1];
        oneLess = new double[most + 1];
        chances[0] = 1;
    }

    /// @param draws how likely each value of the count is, from 0 on
    void add(double[] draws) {
        if (draws.length == 2) {
            addOne(draws[0], draws[1]);
        } else {
            addMany(draws);
        }
        highest += draws.length - 1;
        var spare = chances;
        chances = next;
        next = spare;
    }

    /// Most counts are 0 or 1: one straight loop, at the same place of each array so that it vectorizes,
    /// takes a fraction of the time.
    private void addOne(double none, double one) {
        System.arraycopy(chances, 0, oneLess, 1, highest + 1);
        for (var sum = 0; sum <= highest + 1; sum++) {
            next[sum] = none * chances[sum] + one * oneLess[sum];
        }
    }

    private void addMany(double[] draws) {
        Arrays.fill(next, 0, highest + draws.length, 0);
        for (var count = 0; count < draws.length; count++) {
            if (draws[count] > 0) {
                for (var sum = 0; sum <= highest; sum++) {
                    next[sum + count] += chances[sum] * draws[count];
                }
            }
        }
    }

    /// @param sum 0 to all that was added
    double chanceOf(int sum) {
        return chances[sum];
    }

    double chanceBelow(int sum) {
        return between(0, sum);
    }

    double chanceAbove(int sum) {
        return between(sum + 1, highest + 1);
    }

    private double between(int from, int until) {
        var chance = 0.0;
        for (var sum = from; sum < until; sum++) {
            chance += chances[sum];
        }
        return chance;
    }
}
