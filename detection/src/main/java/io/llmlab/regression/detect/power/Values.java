package io.llmlab.regression.detect.power;

import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/// Numbers of which each run gives one, whatever its items: latency, cost, any score. Student's t test of the mean of
/// the new runs against the runs before, whose spread is all that is known of the noise.
///
/// The chance is that of the noncentral t distribution: the average of the normal one over what the runs before may
/// show of their spread (N. L. Johnson, S. Kotz, N. Balakrishnan, "Continuous Univariate Distributions", vol. 2
/// (1995), chapter 31). For factors (latency) spread and drop are on the scale of the natural logarithm.
public final class Values implements Design {

    private static final NormalDistribution NORMAL = new NormalDistribution();

    /// Points of the distribution of the spread that stand for all; the chance is exact to four digits.
    private static final int POINTS = 500;

    private final double spread;
    private final int baselineRuns;
    private final TDistribution student;
    // What the runs before may show of the spread, as factors of it; each as likely as any other.
    private final double[] shown;

    /// @param spread standard deviation of a run, above 0
    /// @param baselineRuns runs before, 2 or more
    public Values(double spread, int baselineRuns) {
        this(spread, baselineRuns, baselineRuns - 1);
    }

    /// @param freedom degrees of freedom of the spread
    Values(double spread, int baselineRuns, int freedom) {
        if (!(spread > 0) || freedom < 1) {
            throw new IllegalArgumentException("A spread is above 0, and shows in two runs or more");
        }
        this.spread = spread;
        this.baselineRuns = baselineRuns;
        this.student = new TDistribution(null, freedom);
        var squares = new ChiSquaredDistribution(null, freedom);
        this.shown = IntStream.range(0, POINTS)
                .mapToDouble(point -> squares.inverseCumulativeProbability((point + .5) / POINTS))
                .map(square -> Math.sqrt(square / freedom))
                .toArray();
    }

    @Override
    public double chance(double drop, int items, int runs, Demand demand) {
        var errors = drop / (spread * Math.sqrt(1.0 / runs + 1.0 / baselineRuns));
        var critical = student.inverseCumulativeProbability(1 - demand.tail());
        var sum = 0.0;
        for (var factor : shown) {
            sum += NORMAL.cumulativeProbability(errors - critical * factor);
        }
        return sum / POINTS;
    }

    @Override
    public double largestDrop() {
        return Double.MAX_VALUE;
    }
}
