package io.llmlab.regression.detect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.regression.detect.Outcome.Improved;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Shifted;
import io.llmlab.regression.detect.Outcome.Steady;
import io.llmlab.regression.detect.Outcome.TooShort;
import io.llmlab.regression.detect.Outcome.Unmeasurable;
import io.llmlab.regression.detect.scale.Family;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What all methods have in common, and the reference values of each.
class DetectorsTest {

    private static final Settings SETTINGS = Settings.usual();

    /// The original's, which compare the newest three runs.
    static List<String> methods() {
        return List.of("threshold_based", "statistical_test", "change_point", "rolling_average", "percentile_based");
    }

    static List<String> ownMethods() {
        return List.of("auto", "new_run", "trend");
    }

    private static Outcome detect(String method, Direction direction, double... series) {
        return Detectors.named(method).orElseThrow().detect(Window.endOf(series), SETTINGS, direction);
    }

    private static double[] series(int before, double from, int after, double to) {
        return DoubleStream.concat(
                        DoubleStream.generate(() -> from).limit(before),
                        DoubleStream.generate(() -> to).limit(after))
                .toArray();
    }

    private static double[] noisy(long seed, double sigma, double... series) {
        var random = new Random(seed);
        return Arrays.stream(series)
                .map(value -> value + sigma * random.nextGaussian())
                .toArray();
    }

    @Test
    void offersTheFiveMethodsOfTheOriginalAndItsOwnByName() {
        assertThat(Detectors.names())
                .containsExactlyInAnyOrderElementsOf(Stream.of(methods(), ownMethods(), List.of("paired_samples"))
                        .flatMap(List::stream)
                        .toList());
        assertThat(Detectors.named("crystal_ball")).isEmpty();
    }

    /// 39 runs alike and one far below; a fall by a little each run for `trend`.
    private static double[] harm(String method) {
        var drift = DoubleStream.iterate(.56, value -> value - .004).limit(40).toArray();
        return noisy(1, .005, method.equals("trend") ? drift : series(39, .56, 1, .4));
    }

    @ParameterizedTest
    @MethodSource("ownMethods")
    void seesHarmAndCallsTheOppositeAnImprovement(String method) {
        var fallen = harm(method);

        assertThat(detect(method, Direction.HIGHER_IS_BETTER, fallen)).isInstanceOf(Regressed.class);
        assertThat(detect(method, Direction.LOWER_IS_BETTER, fallen)).isInstanceOf(Improved.class);
        assertThat(detect(method, Direction.NONE, fallen)).isInstanceOf(Shifted.class);
        assertThat(detect(method, Direction.HIGHER_IS_BETTER, fallen).severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @ParameterizedTest
    @MethodSource("ownMethods")
    void findsNothingWithoutAChangeOrWithoutData(String method) {
        assertThat(detect(method, Direction.HIGHER_IS_BETTER, series(40, .5, 0, 0)))
                .isInstanceOf(Steady.class);
        assertThat(detect(method, Direction.HIGHER_IS_BETTER, series(2, .5, 3, .1)))
                .isInstanceOf(TooShort.class);
        assertThat(detect(method, Direction.HIGHER_IS_BETTER, series(38, .5, 2, Double.NaN)))
                .isInstanceOf(Unmeasurable.class);
        assertThat(detect(method, Direction.HIGHER_IS_BETTER, noisy(5, .01, series(40, .5, 0, 0))))
                .isInstanceOf(Steady.class);
    }

    /// A certain change of less than five percent of a latency matters to nobody, unless a lower floor is set.
    @Test
    void leavesAloneWhatIsSmallerThanThePracticalFloor() {
        var slower = noisy(6, .01, series(40, 100, 10, 102));
        var window = new Window(
                Arrays.copyOf(slower, 47),
                new double[47],
                Arrays.copyOfRange(slower, 47, 50),
                0,
                new int[50],
                Family.POSITIVE);
        var lower = new Settings(null, .95, 10, 7, 5, SeverityThresholds.USUAL, .001, .01);

        var auto = Detectors.named("auto").orElseThrow();
        assertThat(auto.detect(window, SETTINGS, Direction.LOWER_IS_BETTER)).isInstanceOf(Steady.class);
        assertThat(auto.detect(window, lower, Direction.LOWER_IS_BETTER)).isInstanceOf(Regressed.class);
    }

    @Test
    void saysWhatItCouldNotHaveSeen() {
        var window = Window.endOf(noisy(7, .01, series(40, .5, 0, 0)));
        var auto = Detectors.named("auto").orElseThrow();
        var outcome = auto.detect(window, SETTINGS, Direction.HIGHER_IS_BETTER);
        var steady = (Measured) auto.explained(outcome, window, SETTINGS, Direction.HIGHER_IS_BETTER);
        var details = steady.measurement().details();

        var inOne = (double) requireNonNull(details.get("smallest_visible_1_run"));
        var inTen = (double) requireNonNull(details.get("smallest_visible_10_runs"));
        // Noise of .01: a single run shows four to seven of it, ten runs together a good part less.
        assertThat(inOne).isBetween(.03, .08);
        assertThat(inTen).isBetween(.01, inOne / 2);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void seesADropOfAccuracyAsCritical(String method) {
        var outcome = detect(method, Direction.HIGHER_IS_BETTER, noisy(1, .005, series(7, .56, 3, .22)));

        assertThat(outcome).isInstanceOf(Regressed.class);
        var regressed = (Regressed) outcome;
        assertThat(regressed.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(regressed.measurement().baseline()).isCloseTo(.56, within(.01));
        assertThat(regressed.measurement().current()).isCloseTo(.22, within(.01));
        assertThat(regressed.measurement().change()).isCloseTo(-.607, within(.02));
        assertThat(regressed.measurement().confidence()).isBetween(.95, 1.0);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void neverCallsAnImprovementARegression(String method) {
        var rise = noisy(2, .005, series(7, .22, 3, .56));

        var better = detect(method, Direction.HIGHER_IS_BETTER, rise);
        assertThat(better).isInstanceOf(Improved.class);
        assertThat(better.severity()).isEqualTo(Severity.INFO);
        assertThat(detect(method, Direction.LOWER_IS_BETTER, rise)).isInstanceOf(Regressed.class);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void onlyInformsAboutAMetricWithoutDirection(String method) {
        var outcome = detect(method, Direction.NONE, noisy(3, .005, series(7, .22, 3, .56)));

        assertThat(outcome).isInstanceOf(Shifted.class);
        assertThat(outcome.severity()).isEqualTo(Severity.INFO);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void findsAConstantSeriesSteadyWithoutNaN(String method) {
        for (double constant : new double[] {0, .1, 1, 812.5, -3}) {
            var outcome = detect(method, Direction.HIGHER_IS_BETTER, series(9, constant, 3, constant));

            assertThat(outcome).isInstanceOf(Steady.class);
            var measured = ((Steady) outcome).measurement();
            assertThat(measured.confidence()).isBetween(0.0, 1.0);
            assertThat(measured.current()).isEqualTo(constant);
            assertThat(measured.details().values())
                    .noneMatch(value -> value instanceof Double d && !Double.isFinite(d));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void seesAStepBetweenTwoConstants(String method) {
        var outcome = detect(method, Direction.LOWER_IS_BETTER, series(7, .1, 3, .3));

        assertThat(outcome).isInstanceOf(Regressed.class);
        // Ranks of ten runs are never quite certain.
        assertThat(((Regressed) outcome).measurement().confidence())
                .isGreaterThanOrEqualTo(method.equals("statistical_test") ? .99 : 1);
        assertThat(((Regressed) outcome).measurement().change()).isCloseTo(2, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void hasNoChangeInPercentForABaselineOfZero(String method) {
        var outcome = detect(method, Direction.LOWER_IS_BETTER, series(7, 0, 3, 2));

        assertThat(outcome).isInstanceOf(Regressed.class);
        assertThat(outcome.severity()).isEqualTo(Severity.WARNING);
        assertThat(((Regressed) outcome).measurement().change()).isNull();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void saysHowManyRunsAreMissing(String method) {
        assertThat(detect(method, Direction.HIGHER_IS_BETTER, series(4, .5, 3, .1)))
                .isEqualTo(new TooShort(7, 8));
        assertThat(detect(method, Direction.HIGHER_IS_BETTER)).isEqualTo(new TooShort(0, 8));
        assertThat(detect(method, Direction.HIGHER_IS_BETTER, series(5, .5, 3, .1)))
                .isInstanceOf(Measured.class);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void doesNotMeasureWhatIsNoNumber(String method) {
        assertThat(detect(method, Direction.HIGHER_IS_BETTER, series(6, .5, 3, Double.NaN)))
                .isInstanceOf(Unmeasurable.class);
        assertThat(detect(method, Direction.HIGHER_IS_BETTER, series(6, Double.POSITIVE_INFINITY, 3, .5)))
                .isInstanceOf(Unmeasurable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"threshold_based", "statistical_test", "rolling_average"})
    void doesNotMeasureWhatOverflows(String method) {
        assertThat(detect(method, Direction.HIGHER_IS_BETTER, series(6, Double.MAX_VALUE, 3, .5)))
                .isInstanceOf(Unmeasurable.class);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void concludesTheSameInAnyUnit(String method) {
        for (int seed = 0; seed < 50; seed++) {
            var seconds = noisy(seed, .02, series(12, 1, 3, 1 + .01 * seed));
            var milliseconds = Arrays.stream(seconds).map(value -> 1000 * value).toArray();

            var a = (Measured) detect(method, Direction.LOWER_IS_BETTER, seconds);
            var b = (Measured) detect(method, Direction.LOWER_IS_BETTER, milliseconds);

            assertThat(b.getClass()).isEqualTo(a.getClass());
            assertThat(b.severity()).isEqualTo(a.severity());
            assertThat(b.measurement().confidence()).isCloseTo(a.measurement().confidence(), within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"statistical_test", "change_point"})
    void testsTheSameAfterAShiftOfTheScale(String method) {
        for (int seed = 0; seed < 50; seed++) {
            var celsius = noisy(seed, 2, series(12, 10, 3, 14));
            var fahrenheit =
                    Arrays.stream(celsius).map(value -> 32 + 1.8 * value).toArray();

            var a = unfloored(method, celsius);
            var b = unfloored(method, fahrenheit);

            assertThat(b.pValue()).isCloseTo(a.pValue(), within(1e-9));
            assertThat(b.changePoint()).isEqualTo(a.changePoint());
        }
    }

    /// A floor in per cent depends on where the scale begins.
    private static Measurement unfloored(String method, double... series) {
        var settings = new Settings(null, .95, 10, 7, 5, new SeverityThresholds(1e-9, 1e-9));
        var detector = Detectors.named(method).orElseThrow();
        return ((Measured) detector.detect(Window.endOf(series), settings, Direction.LOWER_IS_BETTER)).measurement();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void mirrorsWhereTheDirectionIsMirrored(String method) {
        for (int seed = 0; seed < 50; seed++) {
            var up = noisy(seed, .05, series(12, 1, 3, 1.1));
            var down = Arrays.stream(up).map(value -> -value).toArray();

            var a = (Measured) detect(method, Direction.LOWER_IS_BETTER, up);
            var b = (Measured) detect(method, Direction.HIGHER_IS_BETTER, down);

            assertThat(b.getClass()).isEqualTo(a.getClass());
            assertThat(b.measurement().confidence()).isCloseTo(a.measurement().confidence(), within(1e-9));
        }
    }

    @Test
    void gradesByTheSizeOfTheChange() {
        var thresholds = new SeverityThresholds(.05, .02);

        assertThat(Stream.of(-.05, .051, -.02, .049, .019, 0.0).map(thresholds::of))
                .containsExactly(
                        Severity.CRITICAL,
                        Severity.CRITICAL,
                        Severity.WARNING,
                        Severity.WARNING,
                        Severity.INFO,
                        Severity.INFO);
    }
}
