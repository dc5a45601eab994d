package io.llmlab.regression.power;

import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Scale;
import io.llmlab.regression.series.Point;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// How much a run differs from another of an unchanged model, beyond the error of its samples.
public final class BetweenRuns {

    private static final int LEAST_RUNS = 3;

    private BetweenRuns() {}

    /// Standard deviation of a run, in the metric's unit; absent where nothing is known of it: of numbers that
    /// are no shares, it shows in three runs. Of shares it is the usual one until runs show another.
    ///
    /// @param normal runs of the series that tell how it usually varies
    /// @param value of the run
    public static OptionalDouble spread(Family family, List<Point> normal, double value) {
        var isShare = Scale.of(family, new double[] {value}) == Scale.ANGLE;
        return isShare ? OptionalDouble.of(ofShares(normal, value)) : ofValues(family, normal, value);
    }

    private static double ofShares(List<Point> normal, double value) {
        var known = normal.stream().filter(BetweenRuns::isShareOfSamples).toList();
        var shares = known.stream().mapToDouble(Point::value).toArray();
        var share = Arrays.stream(shares).average().orElse(value);
        return ShareSpread.of(shares, share, mean(known, BetweenRuns::ofSamples));
    }

    private static boolean isShareOfSamples(Point point) {
        return point.value() >= 0 && point.value() <= 1 && (point.stdError() != null || samples(point) > 0);
    }

    private static double ofSamples(Point point) {
        return samples(point) > 0 ? point.value() * (1 - point.value()) / samples(point) : squaredError(point);
    }

    private static OptionalDouble ofValues(Family family, List<Point> normal, double value) {
        if (normal.size() < LEAST_RUNS) {
            return OptionalDouble.empty();
        }
        var values = normal.stream().mapToDouble(Point::value).toArray();
        var spread = Scale.of(family, values) == Scale.LOGARITHM
                ? value * deviation(Arrays.stream(values).map(Math::log).toArray())
                : deviation(values);
        return OptionalDouble.of(Math.sqrt(Math.max(0, spread * spread - mean(normal, BetweenRuns::squaredError))));
    }

    private static double deviation(double[] values) {
        var mean = Arrays.stream(values).average().orElseThrow();
        var squares =
                Arrays.stream(values).map(one -> (one - mean) * (one - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    private static double mean(List<Point> points, ToDoubleFunction<Point> what) {
        return points.stream().mapToDouble(what).average().orElse(0);
    }

    private static double squaredError(Point point) {
        var error = point.stdError();
        return error == null ? 0 : error * error;
    }

    private static int samples(Point point) {
        var samples = point.sampleCount();
        return samples == null ? 0 : samples;
    }
}
