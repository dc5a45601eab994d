package io.llmlab.regression.detect.paired;

import io.llmlab.regression.detect.classic.McNemar;
import io.llmlab.regression.detect.classic.SignFlip;
import java.util.Arrays;
import java.util.LinkedHashMap;
import org.apache.commons.math3.distribution.TDistribution;

/// Whether the same items are answered differently.
///
/// - Right or wrong, items independent: McNemar's test, mid-p; the interval is Bonett and Price's, which holds
///   its level where few items differ.
/// - Graded scores, items in groups, or a mean of several runs before: the paired permutation test over the
///   groups' summed differences; the interval is Student's over the groups (cluster-robust).
///
/// Source: D. G. Bonett and R. M. Price, "Adjusted Wald confidence interval for a difference of binomial
/// proportions based on paired data", J. Educ. Behav. Stat. 37 (2012); K.-Y. Liang and S. L. Zeger, "Longitudinal
/// data analysis using generalized linear models", Biometrika 73 (1986), for errors over groups; E. Miller,
/// "Adding error bars to evals" (2024), for both in evaluations.
///
/// @param test `mcnemar_mid_p` or `sign_flip`
/// @param difference mean of after less before
/// @param low lower end of the difference's interval
/// @param high upper end of the difference's interval
/// @param error standard error of the difference
/// @param ofLoss chance of a loss at least so large without a change
/// @param ofGain chance of a gain at least so large without a change
/// @param lost items lower than before
/// @param gained items higher than before
public record PairedTest(
        String test,
        double difference,
        double low,
        double high,
        double error,
        double ofLoss,
        double ofGain,
        int lost,
        int gained) {

    public static final int LEAST_ITEMS = 5;

    /// Degrees of freedom with which the t distribution is the normal one to all digits that matter.
    private static final double NORMAL = 1e9;

    /// @param scores of [#LEAST_ITEMS] items or more
    /// @param confidence of the interval, above 0 and below 1
    public static PairedTest of(PairedScores scores, double confidence) {
        if (scores.items() < LEAST_ITEMS) {
            throw new IllegalArgumentException("A comparison takes %d items".formatted(LEAST_ITEMS));
        }
        return scores.isBinary() && scores.isUngrouped() ? ofAnswers(scores, confidence) : ofGroups(scores, confidence);
    }

    /// The two-sided p-value.
    public double twoSided() {
        return Math.min(1, 2 * Math.min(ofLoss, ofGain));
    }

    private static PairedTest ofAnswers(PairedScores scores, double confidence) {
        var lost = scores.lost().length;
        var gained = scores.gained().length;
        var items = scores.items();
        var test = new McNemar(lost, gained);
        var adjustedLoss = (lost + 1.0) / (items + 2);
        var adjustedGain = (gained + 1.0) / (items + 2);
        var adjusted = adjustedGain - adjustedLoss;
        var error = Math.sqrt((adjustedLoss + adjustedGain - adjusted * adjusted) / (items + 2));
        var reach = error * quantile(confidence, NORMAL);
        return new PairedTest(
                "mcnemar_mid_p",
                (double) (gained - lost) / items,
                Math.max(-1, adjusted - reach),
                Math.min(1, adjusted + reach),
                error,
                test.midPOfLoss(),
                test.midPOfGain(),
                lost,
                gained);
    }

    private static PairedTest ofGroups(PairedScores scores, double confidence) {
        var items = scores.items();
        var sums = sumsOfGroups(scores);
        var sizes = sizesOfGroups(scores);
        var difference = Arrays.stream(sums).sum() / items;
        var squares = 0.0;
        for (var group = 0; group < sums.length; group++) {
            var beyond = sums[group] - difference * sizes[group];
            squares += beyond * beyond;
        }
        var groups = sums.length;
        var error = groups < 2 ? 0 : Math.sqrt(squares * groups / (groups - 1)) / items;
        var reach = groups < 2 ? 0 : error * quantile(confidence, groups - 1);
        var test = SignFlip.of(sums);
        return new PairedTest(
                "sign_flip",
                difference,
                difference - reach,
                difference + reach,
                error,
                test.below(),
                test.above(),
                scores.lost().length,
                scores.gained().length);
    }

    private static double[] sumsOfGroups(PairedScores scores) {
        var sums = new LinkedHashMap<Integer, Double>();
        var differences = scores.differences();
        for (var item = 0; item < differences.length; item++) {
            sums.merge(scores.groups()[item], differences[item], Double::sum);
        }
        return sums.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static int[] sizesOfGroups(PairedScores scores) {
        var sizes = new LinkedHashMap<Integer, Integer>();
        for (var group : scores.groups()) {
            sizes.merge(group, 1, Integer::sum);
        }
        return sizes.values().stream().mapToInt(Integer::intValue).toArray();
    }

    private static double quantile(double confidence, double freedom) {
        return new TDistribution(null, freedom).inverseCumulativeProbability((1 + confidence) / 2);
    }
}
