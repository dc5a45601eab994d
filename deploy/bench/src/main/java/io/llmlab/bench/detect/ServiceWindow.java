package io.llmlab.bench.detect;

import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.paired.ItemHistory;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.detect.scale.Family;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Ends of stable series as the service looks at them: as many runs as it takes, one an hour, whose times are
/// known, so that a season is looked for.
final class ServiceWindow {

    private static final int SEED = 20_261_128;
    private static final int RUNS = Window.BASELINE_RUNS + Window.RECENT_RUNS;
    private static final int ITEMS = 1_000;
    private static final double LATENCY = 800;
    private static final double LOG_SPREAD = .1;
    private static final int HOURS = 24;
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

    private ServiceWindow() {}

    /// Accuracies of 1,000 items each.
    static Window share() {
        var random = new Random(SEED);
        return window(Family.PROPORTION, ITEMS, _ -> mean(answers(random)));
    }

    /// The same with what the newest runs scored on each item.
    static Window shareOfItems() {
        var random = new Random(SEED);
        var keys = LongStream.range(0, ITEMS).toArray();
        var before = IntStream.range(0, ItemHistory.BASELINE_RUNS)
                .mapToObj(_ -> new ItemScores(keys, answers(random)))
                .toList();
        return share().with(new ItemHistory(new ItemScores(keys, answers(random)), before));
    }

    /// Latencies whose noise is a factor.
    static Window latency() {
        var random = new Random(SEED);
        return window(Family.POSITIVE, 0, _ -> LATENCY * Math.exp(LOG_SPREAD * random.nextGaussian()));
    }

    /// The same with a course of the day of twice the noise.
    static Window dailyLatency() {
        var random = new Random(SEED);
        return window(
                Family.POSITIVE,
                0,
                run -> LATENCY
                        * Math.exp(LOG_SPREAD * (random.nextGaussian() + 2 * Math.sin(2 * Math.PI * run / HOURS))));
    }

    private static Window window(Family family, int samples, IntToDoubleFunction value) {
        var values = IntStream.range(0, RUNS).mapToDouble(value).toArray();
        var counts = new int[RUNS];
        Arrays.fill(counts, samples);
        var hour = Duration.ofHours(1);
        var times = IntStream.range(0, RUNS)
                .mapToLong(run -> BEGIN.plus(hour.multipliedBy(run)).getEpochSecond())
                .toArray();
        var ages = IntStream.range(0, Window.BASELINE_RUNS)
                .mapToDouble(run -> (Window.BASELINE_RUNS - 1.0 - run) / HOURS)
                .toArray();
        return new Window(
                        Arrays.copyOf(values, Window.BASELINE_RUNS),
                        ages,
                        Arrays.copyOfRange(values, Window.BASELINE_RUNS, RUNS),
                        0,
                        counts,
                        family)
                .at(times);
    }

    /// The easier an item, the more often it is right.
    private static double[] answers(Random random) {
        return IntStream.range(0, ITEMS)
                .mapToDouble(item -> random.nextDouble() < chance(item) ? 1 : 0)
                .toArray();
    }

    /// Seven items of ten are always right and one never; the others are a toss of a coin.
    private static double chance(int item) {
        return switch (item % 10) {
            case 0, 1 -> .5;
            case 2 -> 0;
            default -> 1;
        };
    }

    private static double mean(double[] scores) {
        return Arrays.stream(scores).average().orElseThrow();
    }
}
