package io.llmlab.regression.detect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Steady;
import io.llmlab.regression.detect.paired.ItemHistory;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Observations;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every result says why: n, p, by how much with an interval, and what could not have been seen.
class WhyTest {

    private static final double EXACT = 1e-9;
    private static final int RUNS = 60;
    private static final int ITEMS = 500;
    private static final int SEED = 2;

    /// They test nothing: of them there is neither a p-value nor an interval, and a threshold is all they see by.
    private static final Set<String> WITHOUT_TEST = Set.of("threshold_based", "rolling_average", "percentile_based");

    private static final List<String> COUNTS = List.of("points", "baseline_points", "window_size", "items");

    record Case(String method, Family family) {

        Direction direction() {
            return family == Family.POSITIVE ? Direction.LOWER_IS_BETTER : Direction.HIGHER_IS_BETTER;
        }

        private boolean isPaired() {
            return method.equals("paired_samples");
        }

        /// @param worse by which part of the level each run is worse than the first
        private Window window(IntToDoubleFunction worse) {
            var random = new Random(8);
            var sign = family == Family.POSITIVE ? 1 : -1;
            var level = family == Family.PROPORTION ? .8 : 800;
            var values = IntStream.range(0, RUNS)
                    .mapToDouble(run -> level * (1 + .01 * random.nextGaussian() + sign * worse.applyAsDouble(run)))
                    .toArray();
            var window = whole(family, values);
            return isPaired() ? window.with(items(worse.applyAsDouble(RUNS - 1))) : window;
        }

        private static ItemHistory items(double worse) {
            var random = new Random(6);
            return new ItemHistory(scores(random, .8 - worse), List.of(scores(random, .8), scores(random, .8)));
        }

        private static ItemScores scores(Random random, double chance) {
            return new ItemScores(
                    LongStream.range(0, ITEMS).toArray(),
                    IntStream.range(0, ITEMS)
                            .mapToDouble(_ -> random.nextDouble() < chance ? 1 : 0)
                            .toArray());
        }

        private Measured look(IntToDoubleFunction worse) {
            return explained(method, window(worse), Settings.usual(), direction());
        }

        private Measured steady() {
            return look(_ -> 0);
        }

        /// Others bad before the newest are normal to a method that looks at this one alone.
        private int changed() {
            return method.equals("new_run") ? 1 : 4;
        }

        /// Of a method that looks for drifts by a drift.
        private Measured regressed() {
            return look(
                    method.equals("trend")
                            ? run -> .2 * run / RUNS
                            : run -> run < RUNS - changed() ? 0 : isPaired() ? .15 : .25);
        }
    }

    private static Window whole(Family family, double... values) {
        var observations = Observations.of(family, values);
        var recent = values.length - Window.RECENT_RUNS;
        return new Window(
                Arrays.copyOf(values, recent),
                new double[recent],
                Arrays.copyOfRange(values, recent, values.length),
                0,
                observations.samples(),
                family);
    }

    private static Measured explained(String method, Window window, Settings settings, Direction direction) {
        var detector = Detectors.named(method).orElseThrow();
        var outcome = detector.detect(window, settings, direction);
        return (Measured) detector.explained(outcome, window, settings, direction);
    }

    static Stream<Case> cases() {
        return Detectors.names().stream()
                .flatMap(method -> Arrays.stream(Family.values())
                        .filter(family -> !method.equals("paired_samples") || family == Family.PROPORTION)
                        .map(family -> new Case(method, family)));
    }

    static Stream<Case> tests() {
        return cases().filter(one -> !WITHOUT_TEST.contains(one.method()));
    }

    private static double number(Measured outcome, String key) {
        return ((Number) requireNonNull(outcome.measurement().details().get(key), key)).doubleValue();
    }

    private static String effect(Case one) {
        return one.method().equals("trend") ? "drift" : "difference";
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysHowManyRunsItRestsOnAndHowLikelyItIsByChance(Case one) {
        assertThat(one.steady()).isInstanceOf(Steady.class);
        assertThat(one.regressed()).isInstanceOf(Regressed.class);
        for (var outcome : List.of(one.steady(), one.regressed())) {
            var measured = outcome.measurement();
            assertThat(COUNTS.stream().filter(measured.details()::containsKey)).isNotEmpty();
            if (WITHOUT_TEST.contains(one.method())) {
                assertThat(measured.pValue()).isNull();
            } else {
                assertThat(measured.pValue()).isBetween(0.0, 1.0);
                assertThat(measured.details()).containsKey("test");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tests")
    void saysByHowMuchWithAnInterval(Case one) {
        var worse = one.direction() == Direction.LOWER_IS_BETTER ? 1 : -1;
        var fallen = one.regressed();
        var shift = fallen.measurement().shift();

        assertThat(shift).isBetween(number(fallen, effect(one) + "_low"), number(fallen, effect(one) + "_high"));
        assertThat(number(fallen, effect(one) + "_low") * worse).isPositive();
        assertThat(number(fallen, effect(one) + "_high") * worse).isPositive();
        // What changes nothing has an interval that is open to either side.
        assertThat(number(one.steady(), effect(one) + "_low")).isNegative();
        assertThat(number(one.steady(), effect(one) + "_high")).isPositive();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void saysWhatItCouldNotHaveSeen(Case one) {
        for (var outcome : List.of(one.steady(), one.regressed())) {
            var visible = outcome.measurement().details().entrySet().stream()
                    .filter(detail -> detail.getKey().startsWith("smallest_visible_"))
                    .map(Map.Entry::getValue);
            // Noise is a hundredth of the level; in a baseline that holds some of the bad runs it is far more.
            var level = one.family() == Family.PROPORTION ? .8 : 800;
            assertThat(visible)
                    .isNotEmpty()
                    .allSatisfy(size -> assertThat((double) size / level).isBetween(.003, 1.0));
        }
    }

    /// Gaussian noise of one in which neighbours happen not to resemble each other, so that textbooks' formulas hold.
    private static double[] independent(int runs, IntToDoubleFunction level) {
        var random = new Random(SEED);
        return IntStream.range(0, runs)
                .mapToDouble(run -> level.applyAsDouble(run) + random.nextGaussian())
                .toArray();
    }

    /// Pooled, as in any textbook.
    private static double reachOfStudent(double[] before, double[] after) {
        var freedom = before.length + after.length - 2;
        var squares = (before.length - 1) * StatUtils.variance(before) + (after.length - 1) * StatUtils.variance(after);
        return new TDistribution(freedom).inverseCumulativeProbability(.975)
                * Math.sqrt(squares / freedom * (1.0 / before.length + 1.0 / after.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"change_point", "auto"})
    void takesStudentsIntervalBetweenTwoLevels(String method) {
        var values = independent(60, run -> run < 30 ? 50 : 47);
        var before = Arrays.copyOf(values, 30);
        var after = Arrays.copyOfRange(values, 30, 60);

        var fallen = explained(method, whole(Family.REAL, values), Settings.usual(), Direction.HIGHER_IS_BETTER);

        var shift = StatUtils.mean(after) - StatUtils.mean(before);
        var reach = reachOfStudent(before, after);
        assertThat(fallen.measurement().details()).containsEntry("test", "segmentation");
        assertThat(number(fallen, "difference_low")).isCloseTo(shift - reach, within(EXACT));
        assertThat(number(fallen, "difference_high")).isCloseTo(shift + reach, within(EXACT));
    }

    /// The same of logarithms, taken back: the interval of a factor, as a difference from the baseline.
    @Test
    void takesAnIntervalBackFromTheScale() {
        var places = independent(60, run -> run < 30 ? 50 : 53);
        var before = Arrays.copyOf(places, 30);
        var after = Arrays.copyOfRange(places, 30, 60);
        var values = Arrays.stream(places).map(place -> Math.exp(place / 10)).toArray();

        var risen =
                explained("change_point", whole(Family.POSITIVE, values), Settings.usual(), Direction.LOWER_IS_BETTER);

        var baseline = Math.exp(StatUtils.mean(before) / 10);
        var reach = reachOfStudent(before, after) / 10;
        var now = StatUtils.mean(after) / 10;
        assertThat(number(risen, "difference_low")).isCloseTo(Math.exp(now - reach) - baseline, within(1e-6));
        assertThat(number(risen, "difference_high")).isCloseTo(Math.exp(now + reach) - baseline, within(1e-6));
    }

    @Test
    void takesTheIntervalOfTheLineWhereThereIsADriftAlone() {
        var line = new SimpleRegression();
        var values = independent(60, run -> 50 + run / 5.0);
        IntStream.range(0, 60).forEach(run -> line.addData(run, values[run]));

        var drift = explained("change_point", whole(Family.REAL, values), Settings.usual(), Direction.HIGHER_IS_BETTER);

        var reach = 59 * line.getSlopeConfidenceInterval(.05);
        assertThat(drift.measurement().shift()).isCloseTo(59 * line.getSlope(), within(EXACT));
        assertThat(number(drift, "difference_low")).isCloseTo(59 * line.getSlope() - reach, within(EXACT));
        assertThat(number(drift, "difference_high")).isCloseTo(59 * line.getSlope() + reach, within(EXACT));
    }
}
