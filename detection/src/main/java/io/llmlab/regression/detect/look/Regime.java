package io.llmlab.regression.detect.look;

import io.llmlab.regression.detect.scale.Scale;

/// What is normal for a series: level and noise of its baseline, on the scale of its family.
///
/// @param level mean of the runs
/// @param spread variance of a run beyond what its samples make, 0 or more
/// @param freedom degrees of freedom of that variance: how well the noise is known
/// @param kurtosis excess kurtosis of the runs as far as it is beyond doubt, 0 or more: how heavy the tails are
/// @param runs number of runs
/// @param sampling mean variance that the runs' samples alone make; 0 where it is not known
record Regime(
        double level,
        double spread,
        double freedom,
        double kurtosis,
        Correlation correlation,
        int runs,
        double sampling) {

    /// How much a model's accuracy usually moves between runs beyond sampling, in logits: what is expected before
    /// there are runs enough to see it. (Measured on repeated runs of one model: .05 to .15.)
    private static final double USUAL_LOGIT_SPREAD = .1;

    /// How many runs that expectation is worth.
    private static final double PRIOR_RUNS = 4;

    /// Fewer runs say nothing about tails.
    private static final int TAIL_RUNS = 20;

    /// What is expected of tails before there are runs enough to see them (a t distribution with 7 degrees of
    /// freedom), and how many runs that is worth. Chosen by simulation: lower, and series with heavy tails alarm
    /// too often; higher, and a collapse of a Gaussian series is seen later than it need be.
    private static final double USUAL_KURTOSIS = 2;

    private static final double PRIOR_TAIL_RUNS = 20;
    private static final double TAIL_DOUBT = .3;

    /// @param places of the baseline on the scale, two or more unless the samples' variance is known
    /// @param samplingVariances that each run's samples make; 0 where it is not known
    static Regime of(Scale scale, double[] places, double[] samplingVariances) {
        var runs = places.length;
        var level = mean(places);
        var deviations = new double[runs];
        var squares = 0.0;
        for (var run = 0; run < runs; run++) {
            deviations[run] = places[run] - level;
            squares += deviations[run] * deviations[run];
        }
        var sampling = mean(samplingVariances);
        var isKnown = sampling > 0;
        var prior = isKnown ? PRIOR_RUNS : 0;
        var expected = sampling + usualSpread(scale, level);
        var freedom = prior + runs - 1;
        var correlation = Correlation.of(deviations);
        // Deviations from the runs' own mean are too small where the runs resemble each other.
        var lost = runs - correlation.inflation(runs);
        var variance = freedom == 0 ? 0 : (prior * expected + squares * (runs - 1) / Math.max(lost, 1)) / freedom;
        return new Regime(
                level,
                Math.max(0, variance - sampling),
                freedom,
                areSharesOfSamples(scale, isKnown) ? 0 : kurtosis(deviations, squares),
                correlation,
                runs,
                sampling);
    }

    /// Most of their noise is that of drawing the samples, which has light tails. Numbers between 0 and 1 of
    /// which no samples are known may be anything: a latency in seconds, an index.
    private static boolean areSharesOfSamples(Scale scale, boolean isKnown) {
        return scale == Scale.ANGLE && isKnown;
    }

    /// Whether nothing at all varies: then any other value is a change.
    boolean isNoiseless() {
        return spread + sampling == 0;
    }

    /// Standard error of the difference between the mean of so many new runs and the level.
    ///
    /// @param samplingVariance that the samples of one new run make, on average
    double error(int newRuns, double samplingVariance) {
        var ofNew = spread * correlation.inflation(newRuns) + samplingVariance;
        var ofLevel = spread * correlation.inflation(runs) + sampling;
        return Math.sqrt(ofNew / newRuns + ofLevel / runs);
    }

    private static double usualSpread(Scale scale, double level) {
        var share = scale.back(level);
        return scale == Scale.ANGLE ? USUAL_LOGIT_SPREAD * USUAL_LOGIT_SPREAD * share * (1 - share) : 0;
    }

    /// Less a part of the standard error of Gaussian noise, so that light tails are not taken for heavy ones, and
    /// drawn towards what is usual. (Variance of the sample kurtosis: R. A. Fisher, "The moments of the
    /// distribution for normal samples of measures of departure from normality", Proc. R. Soc. A 130 (1930), for
    /// large samples.)
    private static double kurtosis(double[] deviations, double squares) {
        var runs = deviations.length;
        if (squares == 0) {
            return 0;
        }
        if (runs < TAIL_RUNS) {
            return USUAL_KURTOSIS;
        }
        var fourths = 0.0;
        for (var deviation : deviations) {
            fourths += deviation * deviation * deviation * deviation;
        }
        var excess = runs * fourths / (squares * squares) - 3 - TAIL_DOUBT * Math.sqrt(24.0 / runs);
        return Math.max(0, (runs * excess + PRIOR_TAIL_RUNS * USUAL_KURTOSIS) / (runs + PRIOR_TAIL_RUNS));
    }

    /// A second pass takes out the rounding of the first: the mean of equal values is that value.
    static double mean(double[] values) {
        var sum = 0.0;
        for (var value : values) {
            sum += value;
        }
        var rough = sum / values.length;
        var rest = 0.0;
        for (var value : values) {
            rest += value - rough;
        }
        return rough + rest / values.length;
    }
}
