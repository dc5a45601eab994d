package io.llmlab.regression.detect.season;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.FDistribution;

/// A course that a series repeats every day or every week.
///
/// Waves of one, a half (and for a week a third) of the cycle are fitted beside a level and a drift, to the runs that
/// count as normal. A season is taken for real where three things hold:
///
/// - these runs cover two full cycles;
/// - without a season such waves would explain as much with a chance below one in a thousand (F test);
/// - the course of the first half foretells the second half and the other way round: slow waves of runs that resemble
///   their neighbours do not come back on time.
///
/// Source: harmonic regression, e.g. P. Bloomfield, "Fourier Analysis of Time Series" (1976), chapter 2; the halves
/// are a cross-validation (M. Stone, "Cross-validatory choice", JRSS B 36 (1974)).
///
/// @param deviations what the season adds to each run, on the scale of the values; zero on average over a cycle
@SuppressWarnings("ArrayRecordComponent")
public record Season(Cycle cycle, double[] deviations) {

    private static final double LEAST_CYCLES = 2;
    private static final double CHANCE = .001;

    /// Part of the noise that the other half's course must take away.
    private static final double LEAST_GAIN = .1;

    /// Runs beside as many as there are parameters.
    private static final int SPARE_RUNS = 12;

    private record Candidate(Season season, double chance) {}

    /// @param times of the runs in seconds, ascending
    /// @param values on a scale where noise is alike everywhere; as long as `times`
    /// @param normal how many of the oldest runs count as normal: the others are not fitted, and may have changed
    /// @return the likelier of the two cycles; absent where there is no evidence for any
    public static Optional<Season> of(long[] times, double[] values, int normal) {
        return Stream.of(Cycle.values())
                .flatMap(cycle -> candidate(cycle, times, values, normal).stream())
                .min(Comparator.comparingDouble(Candidate::chance))
                .map(Candidate::season);
    }

    private static Optional<Candidate> candidate(Cycle cycle, long[] times, double[] values, int normal) {
        if (normal == 0 || times[normal - 1] - times[0] < LEAST_CYCLES * cycle.seconds()) {
            return Optional.empty();
        }
        var waves = Waves.of(cycle, times, normal);
        if (waves.count() == 0 || normal < waves.parameters() + SPARE_RUNS) {
            return Optional.empty();
        }
        var line = waves.line(values, 0, normal);
        var course = waves.course(values, 0, normal);
        if (line.isEmpty() || course.isEmpty()) {
            return Optional.empty();
        }
        var chance = chance(line.get().residual(), course.get().residual(), 2 * waves.count(), normal);
        return chance <= CHANCE && isForetold(waves, values, normal)
                ? Optional.of(new Candidate(new Season(cycle, course.get().season()), chance))
                : Optional.empty();
    }

    private static double chance(double without, double with, int tested, int runs) {
        var freedom = runs - 2 - tested;
        if (with <= 0) {
            return without > 0 ? 0 : 1;
        }
        var statistic = (without - with) / tested / (with / freedom);
        return 1 - new FDistribution(null, tested, freedom).cumulativeProbability(Math.max(0, statistic));
    }

    private static boolean isForetold(Waves waves, double[] values, int normal) {
        var middle = waves.runsWithin(normal);
        return foretells(waves, values, 0, middle, middle, normal)
                && foretells(waves, values, middle, normal, 0, middle);
    }

    private static boolean foretells(Waves waves, double[] values, int from, int to, int testedFrom, int testedTo) {
        var course = waves.course(values, from, to);
        if (course.isEmpty()) {
            return false;
        }
        var rest = values.clone();
        Arrays.setAll(rest, run -> values[run] - course.get().season()[run]);
        return around(rest, testedFrom, testedTo) < (1 - LEAST_GAIN) * around(values, testedFrom, testedTo);
    }

    private static double around(double[] values, int from, int to) {
        var mean = Arrays.stream(values, from, to).average().orElse(0);
        return IntStream.range(from, to)
                .mapToDouble(run -> (values[run] - mean) * (values[run] - mean))
                .sum();
    }
}
