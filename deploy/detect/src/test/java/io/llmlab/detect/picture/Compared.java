package io.llmlab.detect.picture;

import io.llmlab.regression.detect.Detector;
import io.llmlab.regression.detect.Detectors;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.replay.Alarm;
import io.llmlab.regression.detect.replay.NewLevel;
import io.llmlab.regression.detect.replay.Replay;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Observations;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// All methods on the same simulated latencies, as `docs/detection/README.md` shows them: 100 runs around one second
/// whose logarithm varies by .05 (Gaussian; once by .1), looked at after every run with the usual settings, as
/// [Replay] does.
final class Compared {

    private static final String HEAD = """
            | method | false alarms in 1,000 stable runs | the same with noise of 10 % | one run 40 % slower, in 3 runs \
            | 10 % slower for good, in 3 runs | in 20 runs | 25 % slower for good, in 3 runs \
            | .4 % slower with each run, in 40 runs |
            | --- | --- | --- | --- | --- | --- | --- | --- |""";
    private static final int SERIES = 500;
    private static final int RUNS = 100;
    private static final int CHANGE = 60;
    private static final double NOISE = .05;

    private Compared() {}

    public static void main(String[] args) {
        System.out.println(HEAD);
        Detectors.names().stream()
                .filter(name -> !name.equals("paired_samples"))
                .map(Compared::row)
                .forEach(System.out::println);
    }

    private static String row(String name) {
        var method = Detectors.named(name).orElseThrow();
        return "| `%s` | %.1f | %.1f | %.0f %% | %.0f %% | %.0f %% | %.0f %% | %.0f %% |"
                .formatted(
                        name,
                        falseAlarms(method, NOISE),
                        falseAlarms(method, 2 * NOISE),
                        told(method, run -> run == CHANGE ? 1.4 : 1, 3),
                        told(method, run -> run >= CHANGE ? 1.1 : 1, 3),
                        told(method, run -> run >= CHANGE ? 1.1 : 1, 20),
                        told(method, run -> run >= CHANGE ? 1.25 : 1, 3),
                        told(method, run -> Math.pow(1.004, Math.max(0, run - CHANGE + 1)), RUNS - CHANGE));
    }

    /// In a thousand runs.
    private static double falseAlarms(Detector method, double noise) {
        return 1_000.0
                * IntStream.range(0, SERIES)
                        .mapToLong(seed -> alarms(method, seed, noise, _ -> 1).size())
                        .sum()
                / SERIES
                / RUNS;
    }

    /// In how many of a hundred series an alarm comes within so many runs of the change.
    private static double told(Detector method, IntToDoubleFunction factor, int within) {
        Predicate<Alarm> isInTime = alarm -> alarm.at() >= CHANGE && alarm.at() < CHANGE + within;
        return 100.0
                * IntStream.range(0, SERIES)
                        .filter(seed ->
                                alarms(method, seed, NOISE, factor).stream().anyMatch(isInTime))
                        .count()
                / SERIES;
    }

    private static List<Alarm> alarms(Detector method, int seed, double noise, IntToDoubleFunction factor) {
        var random = new Random(seed);
        var values = new double[RUNS];
        Arrays.setAll(values, run -> factor.applyAsDouble(run) * Math.exp(noise * random.nextGaussian()));
        return Replay.alarms(
                method,
                Settings.usual(),
                Observations.of(Family.POSITIVE, values),
                Direction.LOWER_IS_BETTER,
                NewLevel.ACCEPTED);
    }
}
