package io.llmlab.regression.detect.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Observations;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LookTest {

    private static final double ALARM_RATE = .001;
    private static final int LEAST = 5;
    private static final double[] NOISE = {
        10.2, 9.7, 10.4, 9.9, 10.1, 9.6, 10.3, 10.0, 9.8, 10.2, 9.9, 10.1, 10.0, 9.7, 10.3
    };

    private static double[] with(double... newest) {
        var series = Arrays.copyOf(NOISE, NOISE.length + newest.length);
        System.arraycopy(newest, 0, series, NOISE.length, newest.length);
        return series;
    }

    private static Look at(double... values) {
        return Look.at(Observations.of(Family.REAL, values), LEAST);
    }

    @Test
    void seesACollapseWithItsFirstRunAndSaysWhereItBegan() {
        var look = at(with(5));

        assertThat(look.down().pValue()).isLessThan(ALARM_RATE);
        assertThat(look.down().newRuns()).isEqualTo(1);
        assertThat(look.down().current()).isEqualTo(5);
        assertThat(look.onset()).isEqualTo(NOISE.length);
    }

    @Test
    void seesAsManyRunsTogetherWhatItDoesNotSeeInOne() {
        var mild = 9.35;

        assertThat(at(with(mild)).down().pValue()).isGreaterThan(ALARM_RATE);
        var look = at(with(mild, mild + .1, mild - .1, mild, mild + .05));
        assertThat(look.down().pValue()).isLessThan(ALARM_RATE);
        assertThat(look.onset()).isEqualTo(NOISE.length);
    }

    @Test
    void callsAnythingElseAChangeWhereNothingVaries() {
        assertThat(at(1, 1, 1, 1, 1, 1, 1).down().pValue()).isEqualTo(1);
        assertThat(at(1, 1, 1, 1, 1, 1, .9).down().pValue()).isZero();
    }

    @Test
    void knowsThatSharesVaryBySamplingAlone() {
        var same = Observations.ofShares(100, .8, .8, .8, .8, .8, .8, .76);
        var unknown = Observations.of(Family.PROPORTION, .8, .8, .8, .8, .8, .8, .76);

        assertThat(Look.at(same, LEAST).down().pValue()).isGreaterThan(.1);
        assertThat(Look.at(unknown, LEAST).down().pValue()).isZero();
    }

    /// Shares of 0 and 1 are ordinary values.
    @Test
    void measuresAtTheEndsOfTheScale() {
        var fallen = Observations.ofShares(200, 1, 1, 1, 1, 1, 1, .9);

        assertThat(Look.at(fallen, LEAST).down().pValue()).isLessThan(ALARM_RATE);
        assertThat(Look.at(Observations.ofShares(200, 0, 0, 0, 0, 0, 0, 0), LEAST)
                        .up()
                        .pValue())
                .isGreaterThan(.3);
    }

    static Stream<DoubleUnaryOperator> affine() {
        return Stream.of(value -> value * 1e6, value -> value * 1e-6, value -> value + 1_000, value -> 3 * value - 50);
    }

    @ParameterizedTest
    @MethodSource("affine")
    void doesNotDependOnTheUnitOfRealNumbers(DoubleUnaryOperator unit) {
        var values = with(9.3, 9.4);
        var converted = Arrays.stream(values).map(unit).toArray();

        assertThat(at(converted).down().pValue()).isCloseTo(at(values).down().pValue(), within(1e-9));
    }

    @Test
    void doesNotDependOnTheUnitOfPositiveNumbers() {
        var values = with(14);
        var inSeconds = Arrays.stream(values).map(value -> value / 1_000).toArray();

        assertThat(Look.at(Observations.of(Family.POSITIVE, inSeconds), LEAST)
                        .up()
                        .pValue())
                .isCloseTo(
                        Look.at(Observations.of(Family.POSITIVE, values), LEAST)
                                .up()
                                .pValue(),
                        within(1e-9));
    }

    /// What is said to be visible is seen with about the chance that is said.
    @Test
    void seesWhatItSaysIsVisible() {
        var random = new Random(8);
        var repeats = 1_000;
        var seen = 0;
        for (var repeat = 0; repeat < repeats; repeat++) {
            var values = random.doubles(60).map(_ -> random.nextGaussian()).toArray();
            var visible = Look.at(Observations.of(Family.REAL, values), LEAST).smallestVisible(3, ALARM_RATE, .8, true);
            var longer = Arrays.copyOf(values, 63);
            for (var run = 60; run < 63; run++) {
                longer[run] = random.nextGaussian() - visible;
            }
            seen += Look.at(Observations.of(Family.REAL, longer), LEAST).down().pValue() <= ALARM_RATE ? 1 : 0;
        }
        // At least .8 by the window it is computed for; the other windows add a little.
        assertThat(seen / (double) repeats).isBetween(.76, .9);
    }

    @Test
    void refusesASeriesWithoutABaseline() {
        assertThatThrownBy(() -> at(1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no baseline");
    }

    private static double[] gaussian(Random random) {
        return random.doubles(100).map(_ -> random.nextGaussian()).toArray();
    }

    private static double[] correlated(Random random) {
        var values = new double[100];
        var value = random.nextGaussian();
        for (var run = 0; run < values.length; run++) {
            value = .4 * value + Math.sqrt(1 - .16) * random.nextGaussian();
            values[run] = value;
        }
        return values;
    }

    private static double[] shares(Random random) {
        return IntStream.range(0, 100)
                .mapToDouble(_ -> {
                    var share = 1 / (1 + Math.exp(-1.4 - .1 * random.nextGaussian()));
                    return IntStream.range(0, 200)
                                    .filter(_ -> random.nextDouble() < share)
                                    .count()
                            / 200.0;
                })
                .toArray();
    }

    static Stream<Arguments> stable() {
        return Stream.of(
                Arguments.of("Gaussian", .001, (Function<Random, Observations>)
                        random -> Observations.of(Family.REAL, gaussian(random))),
                Arguments.of("log-normal", .001, (Function<Random, Observations>) random -> Observations.of(
                        Family.POSITIVE,
                        Arrays.stream(gaussian(random))
                                .map(value -> Math.exp(6 + .35 * value))
                                .toArray())),
                Arguments.of("binomial of 200", .001, (Function<Random, Observations>)
                        random -> Observations.ofShares(200, shares(random))),
                Arguments.of("autocorrelated .4", .003, (Function<Random, Observations>)
                        random -> Observations.of(Family.REAL, correlated(random))));
    }

    /// Looking after every run at series without a change. An alarm is the beginning of a stretch of looks that
    /// say so.
    @ParameterizedTest(name = "{0}")
    @MethodSource("stable")
    void keepsItsAlarmRateLookingAfterEveryRun(String noise, double goal, Function<Random, Observations> series) {
        var random = new Random(2_026);
        var repeats = 400;
        var alarms = 0;
        var looks = 0;
        for (var repeat = 0; repeat < repeats; repeat++) {
            var values = series.apply(random);
            var isOpen = false;
            for (var runs = LEAST + 1; runs <= values.length(); runs++) {
                var look = Look.at(upTo(runs, values), LEAST);
                var isAlarm = 2 * Math.min(look.down().pValue(), look.up().pValue()) <= ALARM_RATE;
                alarms += isAlarm && !isOpen ? 1 : 0;
                isOpen = isAlarm;
                looks++;
            }
        }
        // Two standard errors of a Poisson count beyond the goal.
        assertThat((double) alarms).isLessThan(goal * looks + 2 * Math.sqrt(goal * looks));
    }

    private static Observations upTo(int runs, Observations all) {
        var part =
                new Observations(Arrays.copyOf(all.values(), runs), Arrays.copyOf(all.samples(), runs), all.family());
        return part.newest(Look.BASELINE_RUNS + 10);
    }

    /// After 60 stable runs: three sigma within three runs in 80 of 100 cases, two sigma within twelve in 90.
    @Test
    void seesChangesSoon() {
        var random = new Random(9);
        assertThat(seenWithin(3, 3, random)).isGreaterThan(.78);
        assertThat(seenWithin(12, 2, random)).isGreaterThan(.9);
    }

    private static double seenWithin(int runs, double sigmas, Random random) {
        var repeats = 1_000;
        var seen = 0;
        for (var repeat = 0; repeat < repeats; repeat++) {
            var values = new double[60 + runs];
            Arrays.setAll(values, run -> random.nextGaussian() - (run < 60 ? 0 : sigmas));
            var all = Observations.of(Family.REAL, values);
            seen += IntStream.rangeClosed(61, 60 + runs)
                            .anyMatch(end ->
                                    2 * Look.at(upTo(end, all), LEAST).down().pValue() <= ALARM_RATE)
                    ? 1
                    : 0;
        }
        return seen / (double) repeats;
    }
}
