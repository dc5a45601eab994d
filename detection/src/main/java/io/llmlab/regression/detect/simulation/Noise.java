package io.llmlab.regression.detect.simulation;

import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Observations;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Why the runs of a model that does not change differ.
public enum Noise {
    GAUSSIAN("Gaussian", Family.REAL),
    /// A spread of .35 on the log scale, as the latency of a busy service.
    LOG_NORMAL("log-normal .35", Family.POSITIVE),
    BINOMIAL_50("binomial, 50 items", Family.PROPORTION, 50),
    BINOMIAL_200("binomial, 200 items", Family.PROPORTION, 200),
    BINOMIAL_1000("binomial, 1,000 items", Family.PROPORTION, 1_000),
    /// Student's t with three degrees of freedom, of variance 1: now and then a run lies far out.
    STUDENT_3("Student t3", Family.REAL),
    /// Each run resembles the one before with this correlation.
    CORRELATED_2("autocorrelated .2", Family.REAL),
    CORRELATED_4("autocorrelated .4", Family.REAL),
    CORRELATED_6("autocorrelated .6", Family.REAL),
    /// A run every hour, and a wave over the day that goes up and down by one standard deviation.
    DAILY("daily season", Family.REAL);

    private static final double LEVEL = 10;
    private static final double SHARE = .8;

    /// Standard deviation of the logit from run to run, beside that of drawing the items.
    private static final double LOGIT_SPREAD = .1;

    private static final double LOG_SPREAD = .35;
    private static final int HOURS = 24;

    private final String label;
    private final Family family;
    private final int items;

    Noise(String label, Family family) {
        this(label, family, 0);
    }

    Noise(String label, Family family, int items) {
        this.label = label;
        this.family = family;
        this.items = items;
    }

    /// For a reader.
    public String label() {
        return label;
    }

    /// The direction in which a series of this kind is better: latency is lower, all others higher.
    public Direction better() {
        return family == Family.POSITIVE ? Direction.LOWER_IS_BETTER : Direction.HIGHER_IS_BETTER;
    }

    /// The standard deviation of one run, on the scale of the numbers that [#series] shifts.
    private double deviation() {
        return switch (this) {
            case LOG_NORMAL -> LOG_SPREAD;
            case BINOMIAL_50, BINOMIAL_200, BINOMIAL_1000 -> {
                var variance = SHARE * (1 - SHARE);
                yield Math.sqrt(variance / items + variance * variance * LOGIT_SPREAD * LOGIT_SPREAD);
            }
            default -> 1;
        };
    }

    /// A series of this noise.
    ///
    /// @param worse by how many standard deviations of a single run each run is worse than the first level
    public Observations series(Random random, int runs, IntToDoubleFunction worse) {
        var sign = better() == Direction.LOWER_IS_BETTER ? 1 : -1;
        IntToDoubleFunction shift = run -> sign * deviation() * worse.applyAsDouble(run);
        var values = switch (this) {
            case GAUSSIAN -> around(runs, shift, _ -> random.nextGaussian());
            case STUDENT_3 -> around(runs, shift, _ -> student(random));
            case CORRELATED_2 -> around(runs, shift, correlated(random, .2));
            case CORRELATED_4 -> around(runs, shift, correlated(random, .4));
            case CORRELATED_6 -> around(runs, shift, correlated(random, .6));
            case DAILY -> around(runs, shift, daily(random));
            case LOG_NORMAL ->
                each(runs, run -> Math.exp(LOG_SPREAD * random.nextGaussian() + shift.applyAsDouble(run)));
            case BINOMIAL_50, BINOMIAL_200, BINOMIAL_1000 -> each(runs, run -> share(random, shift.applyAsDouble(run)));
        };
        var samples = new int[runs];
        Arrays.fill(samples, items);
        return new Observations(values, samples, family);
    }

    Observations stable(Random random, int runs) {
        return series(random, runs, _ -> 0);
    }

    private static double[] each(int runs, IntToDoubleFunction value) {
        return IntStream.range(0, runs).mapToDouble(value).toArray();
    }

    private static double[] around(int runs, IntToDoubleFunction shift, IntToDoubleFunction noise) {
        return each(runs, run -> LEVEL + shift.applyAsDouble(run) + noise.applyAsDouble(run));
    }

    /// A normal number over the root of a chi-squared one over its degrees of freedom, divided by its deviation.
    private static double student(Random random) {
        var squares = 0.0;
        for (var freedom = 0; freedom < 3; freedom++) {
            var normal = random.nextGaussian();
            squares += normal * normal;
        }
        return random.nextGaussian() / Math.sqrt(squares / 3) / Math.sqrt(3);
    }

    /// Stationary from its first run on, with variance 1.
    private static IntToDoubleFunction correlated(Random random, double correlation) {
        var last = new double[] {random.nextGaussian()};
        DoubleUnaryOperator next =
                before -> correlation * before + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
        return run -> last[0] = run == 0 ? last[0] : next.applyAsDouble(last[0]);
    }

    private static IntToDoubleFunction daily(Random random) {
        var begin = random.nextInt(HOURS);
        return run -> random.nextGaussian() + Math.sin(2 * Math.PI * (run + begin) / HOURS);
    }

    private double share(Random random, double shift) {
        return new Shares(SHARE, items, LOGIT_SPREAD).next(random, shift);
    }
}
