package io.llmlab.bench.detect;

import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.segment.Change;
import io.llmlab.regression.detect.segment.Segmenter;
import io.llmlab.regression.detect.simulation.Noise;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Series with known changes that no setting was chosen by: 60 to 240 points, up to three steps of 1.5 to 4 standard
/// deviations up or down, ten points or more apart and from either end.
///
/// @param seed of all of them
record HeldOut(long seed) {

    private static final int LEAST_POINTS = 60;
    private static final int MOST_POINTS = 240;
    private static final int APART = 10;
    private static final int MOST_STEPS = 3;
    private static final double LEAST_STEP = 1.5;
    private static final double MOST_STEP = 4;

    /// For a normal distribution, 1.4826 times the median absolute deviation is the standard deviation.
    private static final double OF_NORMAL = 1.4826;

    /// Of how many neighbours the median is taken to be the level of a measured series.
    private static final int NEIGHBOURS = 21;

    /// What was put in.
    ///
    /// @param steps by first point, in standard deviations
    private record Truth(int points, List<Integer> places, List<Double> steps) {

        double at(int point) {
            return IntStream.range(0, places.size())
                    .filter(step -> point >= places.get(step))
                    .mapToDouble(steps::get)
                    .sum();
        }

        TcpdScore score(Set<Integer> found) {
            return new TcpdScore(List.of(new TreeSet<>(places)), found, points);
        }
    }

    /// Made of noise with steps in it.
    List<TcpdScore> made(Noise noise, int series) {
        var random = new Random(seed + noise.ordinal());
        return IntStream.range(0, series)
                .mapToObj(_ -> {
                    var truth = truth(random, MOST_POINTS);
                    var values = noise.series(random, truth.points(), truth::at);
                    return truth.score(found(values.values(), values.family()));
                })
                .toList();
    }

    /// Stretches of the noise of a measured series with steps in it: what each point lies off the median of its
    /// neighbours, so that changes of its own are left out.
    List<TcpdScore> measured(double[] series, int count) {
        var rests = rests(series);
        var deviation = OF_NORMAL * median(Arrays.stream(rests).map(Math::abs).toArray());
        var random = new Random(seed + series.length);
        return IntStream.range(0, count)
                .mapToObj(_ -> {
                    var truth = truth(random, Math.min(MOST_POINTS, rests.length));
                    var from = random.nextInt(rests.length - truth.points() + 1);
                    var values = IntStream.range(0, truth.points())
                            .mapToDouble(point -> rests[from + point] / deviation + truth.at(point))
                            .toArray();
                    return truth.score(found(values, Family.REAL));
                })
                .toList();
    }

    private static Truth truth(Random random, int mostPoints) {
        var points = LEAST_POINTS + random.nextInt(mostPoints - LEAST_POINTS + 1);
        var places = new TreeSet<Integer>();
        var wanted = random.nextInt(MOST_STEPS + 1);
        while (places.size() < wanted) {
            var place = APART + random.nextInt(points - 2 * APART);
            if (places.stream().allMatch(other -> Math.abs(other - place) >= APART)) {
                places.add(place);
            }
        }
        return new Truth(
                points,
                List.copyOf(places),
                places.stream().map(_ -> step(random)).toList());
    }

    private static double step(Random random) {
        var size = LEAST_STEP + (MOST_STEP - LEAST_STEP) * random.nextDouble();
        return random.nextBoolean() ? size : -size;
    }

    private static Set<Integer> found(double[] values, Family family) {
        return Segmenter.segment(values, family).changes().stream()
                .map(Change::index)
                .collect(Collectors.toSet());
    }

    private static double[] rests(double[] series) {
        return IntStream.range(0, series.length)
                .mapToDouble(point -> {
                    var from = Math.clamp(point - NEIGHBOURS / 2, 0, series.length - NEIGHBOURS);
                    return series[point] - median(Arrays.copyOfRange(series, from, from + NEIGHBOURS));
                })
                .toArray();
    }

    private static double median(double[] values) {
        var sorted = Arrays.stream(values).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
