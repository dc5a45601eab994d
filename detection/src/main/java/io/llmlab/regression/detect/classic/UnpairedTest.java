package io.llmlab.regression.detect.classic;

import org.apache.commons.math3.distribution.NormalDistribution;

/// Whether two runs differ, by their two values and the errors of these alone.
///
/// @param test `two_proportion_z` or `two_mean_z`
/// @param difference second less first
/// @param low lower end of its interval
/// @param high upper end of its interval
/// @param error standard error of the difference
/// @param pValue two-sided
public record UnpairedTest(String test, double difference, double low, double high, double error, double pValue) {

    private static final NormalDistribution NORMAL = new NormalDistribution();

    /// Two shares of samples. One success and one failure are added to each, which keeps the level where a share
    /// is near 0 or 1.
    ///
    /// Source: A. Agresti and B. Caffo, "Simple and effective confidence intervals for proportions and differences
    /// of proportions result from adding two successes and two failures", Am. Stat. 54 (2000).
    ///
    /// @param first 0 to 1
    /// @param firstSamples 1 or more
    /// @param second 0 to 1
    /// @param secondSamples 1 or more
    /// @param confidence of the interval, above 0 and below 1
    public static UnpairedTest ofShares(
            double first, int firstSamples, double second, int secondSamples, double confidence) {
        var before = adjusted(first, firstSamples);
        var after = adjusted(second, secondSamples);
        var error = Math.sqrt(before * (1 - before) / (firstSamples + 2) + after * (1 - after) / (secondSamples + 2));
        var adjusted = after - before;
        var reach = error * NORMAL.inverseCumulativeProbability((1 + confidence) / 2);
        return new UnpairedTest(
                "two_proportion_z",
                second - first,
                Math.max(-1, adjusted - reach),
                Math.min(1, adjusted + reach),
                error,
                twoSided(adjusted, error));
    }

    /// Two means with their standard errors, each of many samples.
    public static UnpairedTest ofMeans(
            double first, double firstError, double second, double secondError, double confidence) {
        var error = Math.hypot(firstError, secondError);
        var difference = second - first;
        var reach = error * NORMAL.inverseCumulativeProbability((1 + confidence) / 2);
        return new UnpairedTest(
                "two_mean_z", difference, difference - reach, difference + reach, error, twoSided(difference, error));
    }

    /// The smallest difference that a two-sided test sees with this power.
    ///
    /// @param error standard error of the difference
    public static double smallestVisible(double error, double alpha, double power) {
        return error
                * (NORMAL.inverseCumulativeProbability(1 - alpha / 2) + NORMAL.inverseCumulativeProbability(power));
    }

    private static double adjusted(double share, int samples) {
        return (share * samples + 1) / (samples + 2);
    }

    private static double twoSided(double difference, double error) {
        if (error == 0) {
            return difference == 0 ? 1 : 0;
        }
        return 2 * NORMAL.cumulativeProbability(-Math.abs(difference) / error);
    }
}
