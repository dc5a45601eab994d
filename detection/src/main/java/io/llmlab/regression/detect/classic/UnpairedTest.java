package io.llmlab.regression.detect.classic;

import org.apache.commons.math3.distribution.NormalDistribution;

/// Whether two runs differ, by their two values and the errors of these alone.
///
/// The error of a value is more than that of its samples: the same model on the same dataset has good and bad
/// days, which move all samples together. Who counts the samples alone takes every eighth pair of runs of an
/// unchanged model for different at a nominal level of 1 % (1,000 samples, a tenth of a logit from run to run).
/// The spread of runs adds the same variance to each of them, whatever its samples.
///
/// Source: A. Donner, N. Birkett, C. Buck, "Randomization by cluster", Am. J. Epidemiol. 114 (1981).
///
/// @param test `two_proportion_z` or `two_mean_z`
/// @param difference second less first
/// @param low lower end of its interval
/// @param high upper end of its interval
/// @param error standard error of the difference
/// @param pValue two-sided
public record UnpairedTest(String test, double difference, double low, double high, double error, double pValue) {

    private static final NormalDistribution NORMAL = new NormalDistribution();

    /// A share of samples.
    ///
    /// @param value 0 to 1
    /// @param samples 1 or more
    /// @param spread standard deviation from run to run beyond what the samples make
    public record Share(double value, int samples, double spread) {

        /// With one success and one failure more.
        private double adjusted() {
            return (value * samples + 1) / (samples + 2);
        }

        private double variance() {
            return adjusted() * (1 - adjusted()) / (samples + 2) + spread * spread;
        }
    }

    /// A mean of many samples.
    ///
    /// @param error its standard error, from the samples
    /// @param spread standard deviation from run to run beyond what the samples make
    public record Mean(double value, double error, double spread) {

        private double variance() {
            return error * error + spread * spread;
        }
    }

    /// Two shares of samples. One success and one failure are added to each, which keeps the level where a
    /// share is near 0 or 1.
    ///
    /// Source: A. Agresti and B. Caffo, "Simple and effective confidence intervals for proportions and
    /// differences of proportions result from adding two successes and two failures", Am. Stat. 54 (2000).
    ///
    /// @param confidence of the interval, above 0 and below 1
    public static UnpairedTest ofShares(Share first, Share second, double confidence) {
        var error = Math.sqrt(first.variance() + second.variance());
        var adjusted = second.adjusted() - first.adjusted();
        var reach = reach(error, confidence);
        return new UnpairedTest(
                "two_proportion_z",
                second.value - first.value,
                Math.max(-1, adjusted - reach),
                Math.min(1, adjusted + reach),
                error,
                twoSided(adjusted, error));
    }

    /// @param confidence of the interval, above 0 and below 1
    public static UnpairedTest ofMeans(Mean first, Mean second, double confidence) {
        var error = Math.sqrt(first.variance() + second.variance());
        var difference = second.value - first.value;
        var reach = reach(error, confidence);
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

    private static double reach(double error, double confidence) {
        return error * NORMAL.inverseCumulativeProbability((1 + confidence) / 2);
    }

    private static double twoSided(double difference, double error) {
        if (error == 0) {
            return difference == 0 ? 1 : 0;
        }
        return 2 * NORMAL.cumulativeProbability(-Math.abs(difference) / error);
    }
}
