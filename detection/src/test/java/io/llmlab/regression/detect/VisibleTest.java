package io.llmlab.regression.detect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.scale.Family;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whether a change as small as a result says can be seen in 8 of 10 cases really is: each series tells its size, and
/// another one of the same noise is changed by as much.
class VisibleTest {

    private static final int SERIES = 300;

    /// What lies around the 80 % promised: formulas, not exact powers.
    private static final double LEAST = .6;

    private static final double MOST = .95;

    /// The size of the change counts for nothing, so that only the statistics do.
    private static final Settings ANY_SIZE =
            new Settings(null, .95, 10, 7, 5, new SeverityThresholds(1e-9, 1e-9), .002, 0.0);

    private static double[] series(Family family, long seed, int runs) {
        var random = new Random(seed);
        return IntStream.range(0, runs)
                .mapToDouble(_ -> switch (family) {
                    case PROPORTION -> .8 + .02 * random.nextGaussian();
                    case POSITIVE -> 800 * Math.exp(.05 * random.nextGaussian());
                    case REAL -> 100 + random.nextGaussian();
                })
                .toArray();
    }

    private static Window window(Family family, double... values) {
        var recent = values.length - Window.RECENT_RUNS;
        return new Window(
                Arrays.copyOf(values, recent),
                new double[recent],
                Arrays.copyOfRange(values, recent, values.length),
                0,
                new int[values.length],
                family);
    }

    /// @param part of the change that each run has
    private static double[] worse(Family family, double[] values, double size, IntToDoubleFunction part) {
        return IntStream.range(0, values.length)
                .mapToDouble(run -> switch (family) {
                    case PROPORTION -> Math.clamp(values[run] - size * part.applyAsDouble(run), 0, 1);
                    case POSITIVE -> values[run] * (1 + size * part.applyAsDouble(run) / 800);
                    case REAL -> values[run] - size * part.applyAsDouble(run);
                })
                .toArray();
    }

    private static Direction direction(Family family) {
        return family == Family.POSITIVE ? Direction.LOWER_IS_BETTER : Direction.HIGHER_IS_BETTER;
    }

    private static boolean isSeen(Detector detector, Settings settings, Family family, double... values) {
        return detector.detect(window(family, values), settings, direction(family)) instanceof Regressed;
    }

    /// A lasting change is looked at after each of its runs, of which `change_point` needs any to tell it.
    private static boolean isSeenSoon(Detector detector, Settings settings, Family family, double[] values, int looks) {
        return IntStream.rangeClosed(values.length - looks + 1, values.length)
                .anyMatch(runs -> isSeen(detector, settings, family, Arrays.copyOf(values, runs)));
    }

    private static double power(String method, String key, Family family, int runs, Settings settings) {
        var detector = Detectors.named(method).orElseThrow();
        var changed = Map.of("1_run", 1, "3_runs", 3, "10_runs", 10).getOrDefault(key, runs);
        IntToDoubleFunction part =
                key.equals("drift") ? run -> run / (runs - 1.0) : run -> run < runs - changed ? 0 : 1;
        var looks = method.equals("change_point") ? changed : 1;
        var seen = IntStream.range(0, SERIES)
                .filter(seed -> {
                    var steady = window(family, series(family, seed, runs));
                    var visible = detector.smallestVisible(steady, settings, direction(family));
                    var size = (double) requireNonNull(visible.get("smallest_visible_" + key));
                    var other = worse(family, series(family, SERIES + seed, runs), size, part);
                    return isSeenSoon(detector, settings, family, other, looks);
                })
                .count();
        return (double) seen / SERIES;
    }

    @ParameterizedTest
    @CsvSource({
        "statistical_test, 1_run, 67",
        "statistical_test, 3_runs, 67",
        "statistical_test, 10_runs, 67",
        "statistical_test, 10_runs, 40",
        "change_point, 10_runs, 67",
        "change_point, 10_runs, 40",
        "trend, drift, 67",
        "trend, drift, 20"
    })
    void aChangeAsSmallAsItSaysIsSeenInMostCases(String method, String key, int runs) {
        for (var family : Family.values()) {
            assertThat(power(method, key, family, runs, ANY_SIZE))
                    .as("%s", family)
                    .isBetween(LEAST, MOST);
        }
    }

    /// Noise of a hundredth of the level, where only a change of a tenth counts.
    @ParameterizedTest
    @CsvSource({"statistical_test, 3_runs", "statistical_test, 10_runs", "change_point, 10_runs"})
    void knowsWhichSizeIsAskedFor(String method, String key) {
        var detector = Detectors.named(method).orElseThrow();
        var steady = window(Family.REAL, series(Family.REAL, 1, 67));

        var visible = detector.smallestVisible(steady, Settings.usual(), direction(Family.REAL));

        assertThat((double) requireNonNull(visible.get("smallest_visible_" + key)))
                .isBetween(10.0, 11.0);
        assertThat(power(method, key, Family.REAL, 67, Settings.usual())).isBetween(LEAST, MOST);
    }
}
