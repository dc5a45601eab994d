package io.llmlab.regression.detect.power;

import org.apache.commons.math3.distribution.NormalDistribution;

/// The chance that a normal test sees a difference.
final class Normal {

    private static final NormalDistribution NORMAL = new NormalDistribution();

    private Normal() {}

    /// Rejection in the wrong direction does not count as seeing.
    ///
    /// @param without variance of the difference where nothing changed, which the test goes by
    /// @param with variance of the difference where it did
    static double chance(double difference, double without, double with, Demand demand) {
        var critical = NORMAL.inverseCumulativeProbability(1 - demand.tail());
        var beyond = difference - critical * Math.sqrt(without);
        if (with <= 0) {
            return beyond > 0 ? 1 : 0;
        }
        return NORMAL.cumulativeProbability(beyond / Math.sqrt(with));
    }
}
