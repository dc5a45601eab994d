package io.llmlab.regression.detect.look;

/// How much runs resemble their neighbours.
public final class Neighbours {

    private Neighbours() {}

    /// @param deviations from a level or a line
    /// @return 0 to [Correlation#MOST]: 0 also where there are too few runs to tell, and where neighbours differ
    /// more than others
    public static double correlation(double[] deviations) {
        return Correlation.of(deviations).lagOne();
    }
}
