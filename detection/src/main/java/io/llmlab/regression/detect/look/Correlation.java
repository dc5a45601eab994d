package io.llmlab.regression.detect.look;

/// How far a run resembles the one before it, and what that does to means: means of runs that resemble each other
/// vary more than those of independent ones, and a test that does not know it calls every slow wave a change.
///
/// @param lagOne correlation of neighbours, 0 to [#MOST]
record Correlation(double lagOne) {

    static final Correlation NONE = new Correlation(0);

    /// Beyond this a stretch of a few dozen runs cannot tell a wave from a change.
    static final double MOST = .9;

    /// Fewer runs say nothing about it.
    static final int LEAST_RUNS = 8;

    /// Estimated from deviations from a level: the first-order autocorrelation, corrected for its bias in short
    /// series, and less the standard error of noise without correlation so that white noise is mostly taken for
    /// what it is. A negative one is taken as none: trusting it would make tests bolder.
    ///
    /// Source of the correction: M. G. Kendall, "Note on bias in the estimation of autocorrelation", Biometrika
    /// 41 (1954).
    static Correlation of(double[] deviations) {
        var runs = deviations.length;
        if (runs < LEAST_RUNS) {
            return NONE;
        }
        var products = 0.0;
        var squares = 0.0;
        for (var run = 0; run < runs; run++) {
            squares += deviations[run] * deviations[run];
            products += run == 0 ? 0 : deviations[run] * deviations[run - 1];
        }
        if (squares == 0) {
            return NONE;
        }
        var raw = products / squares;
        var corrected = (runs * raw + 1) / (runs - 4);
        return new Correlation(Math.clamp(corrected - DOUBT / Math.sqrt(runs), 0, MOST));
    }

    /// Standard errors that an estimate must exceed before it counts.
    private static final double DOUBT = .5;

    /// By how much the variance of a mean of so many neighbouring runs exceeds that of independent ones; 1 or
    /// more.
    ///
    /// Source: variance of the mean of an AR(1) process, e.g. G. E. P. Box, G. M. Jenkins, "Time Series Analysis"
    /// (1970), section 2.1.
    double inflation(int runs) {
        var sum = 1.0;
        var power = 1.0;
        for (var lag = 1; lag < runs; lag++) {
            power *= lagOne;
            sum += 2 * (1 - (double) lag / runs) * power;
        }
        return sum;
    }
}
