package io.llmlab.regression.detect.segment;

/// Spread and first autocorrelation of the noise in a series whose level may change.
///
/// @param spread standard deviation of a single point; 0 where (nearly) all points repeat their predecessor
/// @param correlation of neighbouring points, in [0, .5]; negative ones count as none, which is on the safe side
record Noise(double spread, double correlation) {

    /// What noise is held to have at most: a level that wanders more slowly than this is taken to move, as people do
    /// who look at it.
    static final double MOST_CORRELATION = .5;

    /// Standard deviation of a normal distribution in units of its median absolute deviation.
    private static final double MAD_TO_SPREAD = 1.4826;

    /// Standard deviation of a normal distribution clipped at three, as a part of the whole.
    private static final double CLIPPED_SPREAD = .9968;

    Noise {
        correlation = Math.clamp(correlation, 0, MOST_CORRELATION);
    }

    /// From differences of neighbours and of neighbours' neighbours, which a change of level touches in two places
    /// only: for first-order autoregressive noise the second variance is (1 + correlation) times the first.
    ///
    /// Source: S. Chakar et al., "A robust approach for estimating change-points in the mean of an AR(1) process",
    /// Bernoulli 23 (2017), with clipped variances for their medians.
    static Noise ofDifferences(double[] values) {
        var near = spreadOf(differences(values, 1));
        if (near == 0) {
            return new Noise(0, 0);
        }
        var far = spreadOf(differences(values, 2));
        var correlation = Math.clamp(far * far / (near * near) - 1, 0, MOST_CORRELATION);
        return new Noise(near / Math.sqrt(2 * (1 - correlation)), correlation);
    }

    /// The same, with no less spread than is known to be there.
    Noise atLeast(double known) {
        return spread >= known ? this : new Noise(known, correlation);
    }

    /// The standard deviation of the noise that remains in averages over many points, as of a single point.
    double longRun() {
        return spread * Math.sqrt((1 + correlation) / (1 - correlation));
    }

    /// How many times larger the variance of a mean over so many points is than without correlation.
    static double inflation(double correlation, int points) {
        if (correlation == 0 || points < 2) {
            return 1;
        }
        // 1 + 2 * sum over lags k of (1 - k / points) * correlation^k
        var power = Math.pow(correlation, points);
        var rest = 1 - correlation;
        return (1 + correlation) / rest - 2 * correlation * (1 - power) / (points * rest * rest);
    }

    private static double[] differences(double[] values, int lag) {
        var differences = new double[Math.max(0, values.length - lag)];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = values[i + lag] - values[i];
        }
        return differences;
    }

    /// A standard deviation in which nothing counts for more than three times the typical deviation.
    static double spreadOf(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        var center = Median.of(values);
        var deviations = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            deviations[i] = Math.abs(values[i] - center);
        }
        var most = 3 * MAD_TO_SPREAD * Median.of(deviations);
        var squares = 0.0;
        for (var deviation : deviations) {
            squares += Math.min(deviation, most) * Math.min(deviation, most);
        }
        return Math.sqrt(squares / values.length) / CLIPPED_SPREAD;
    }
}
