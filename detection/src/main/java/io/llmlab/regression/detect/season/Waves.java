package io.llmlab.regression.detect.season;

import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;

/// The waves of a cycle at the times of the runs, fitted by least squares beside a level and a drift.
///
/// @param times in seconds, ascending
/// @param count of waves: as many as the cycle has, but no more than the times of the runs tell apart
@SuppressWarnings("ArrayRecordComponent")
record Waves(Cycle cycle, long[] times, int count) {

    /// Level and drift.
    private static final int LINE = 2;

    private static final double SINGULAR = 1e-9;

    /// Times of the cycle that count as different.
    private static final int PHASES = 24;

    /// @param residual sum of squares that is left of the fitted runs
    /// @param season what the waves add to each run, fitted or not
    record Fit(double residual, double[] season) {}

    /// @param known how many of the oldest runs are fitted
    static Waves of(Cycle cycle, long[] times, int known) {
        var phases = IntStream.range(0, known)
                .map(run -> (int) (PHASES * phase(cycle, times[run])))
                .distinct()
                .count();
        return new Waves(cycle, times, Math.min(cycle.waves(), (int) (phases - 1) / 2));
    }

    int parameters() {
        return LINE + 2 * count;
    }

    Optional<Fit> line(double[] values, int from, int to) {
        return fitted(values, from, to, 0);
    }

    /// @return absent where the times do not tell the waves apart
    Optional<Fit> course(double[] values, int from, int to) {
        return fitted(values, from, to, count);
    }

    /// How many of the runs lie in the first half of their time.
    int runsWithin(int runs) {
        var middle = times[0] + (times[runs - 1] - times[0]) / 2;
        return (int)
                IntStream.range(0, runs).filter(run -> times[run] <= middle).count();
    }

    private Optional<Fit> fitted(double[] values, int from, int to, int waves) {
        var columns = LINE + 2 * waves;
        if (to - from <= columns) {
            return Optional.empty();
        }
        var design = new double[to - from][];
        for (var run = from; run < to; run++) {
            design[run - from] = row(run, waves);
        }
        var matrix = new Array2DRowRealMatrix(design, false);
        var target = new double[to - from];
        System.arraycopy(values, from, target, 0, target.length);
        try {
            var solution = new QRDecomposition(matrix, SINGULAR)
                    .getSolver()
                    .solve(new ArrayRealVector(target, false))
                    .toArray();
            return Optional.of(new Fit(residual(matrix.operate(solution), target), season(solution, waves)));
        } catch (SingularMatrixException indistinguishable) {
            return Optional.empty();
        }
    }

    private static double residual(double[] fitted, double[] target) {
        var squares = 0.0;
        for (var at = 0; at < target.length; at++) {
            squares += (target[at] - fitted[at]) * (target[at] - fitted[at]);
        }
        return squares;
    }

    private double[] season(double[] solution, int waves) {
        var season = new double[times.length];
        for (var run = 0; run < season.length; run++) {
            var row = row(run, waves);
            for (var column = LINE; column < row.length; column++) {
                season[run] += solution[column] * row[column];
            }
        }
        return season;
    }

    private double[] row(int run, int waves) {
        var row = new double[LINE + 2 * waves];
        row[0] = 1;
        row[1] = (double) (times[run] - times[0]) / Math.max(1, times[times.length - 1] - times[0]);
        for (var wave = 1; wave <= waves; wave++) {
            var angle = 2 * Math.PI * wave * phase(cycle, times[run]);
            row[2 * wave] = Math.cos(angle);
            row[2 * wave + 1] = Math.sin(angle);
        }
        return row;
    }

    /// Part of the cycle that has passed, 0 to 1.
    private static double phase(Cycle cycle, long time) {
        var cycles = time / cycle.seconds();
        return cycles - Math.floor(cycles);
    }
}
