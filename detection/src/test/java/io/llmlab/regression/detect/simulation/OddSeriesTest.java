package io.llmlab.regression.detect.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Steady;
import io.llmlab.regression.detect.Outcome.Unmeasurable;
import io.llmlab.regression.detect.replay.Alarm;
import io.llmlab.regression.detect.replay.NewLevel;
import io.llmlab.regression.detect.replay.Replay;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.detect.segment.Change;
import io.llmlab.regression.detect.segment.Segmenter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Series that are no textbook's, by `auto` as it is and by dividing; floor 0.
class OddSeriesTest {

    private static final int RUNS = 80;

    private static double[] series(IntToDoubleFunction value) {
        return IntStream.range(0, RUNS).mapToDouble(value).toArray();
    }

    private static double[] told(DoubleUnaryOperator as, double... series) {
        return Arrays.stream(series).map(as).toArray();
    }

    /// A step of four standard deviations down at run 50.
    private static double[] step(long seed) {
        var random = new Random(seed);
        return series(run -> random.nextGaussian() - (run < 50 ? 0 : 4));
    }

    private static Observations of(Family family, double... series) {
        return family == Family.PROPORTION ? Observations.ofShares(400, series) : Observations.of(family, series);
    }

    private static List<Integer> alarms(Family family, Direction direction, double... series) {
        return Replay.alarms(Usual.method("auto"), Usual.SETTINGS, of(family, series), direction, NewLevel.ACCEPTED)
                .stream()
                .map(Alarm::at)
                .toList();
    }

    private static Outcome newest(Family family, double... series) {
        return Usual.method("auto")
                .detect(Usual.window(of(family, series)), Usual.SETTINGS, Direction.HIGHER_IS_BETTER);
    }

    private static List<Integer> changes(Family family, double... series) {
        return Segmenter.segment(series, family).changes().stream()
                .map(Change::index)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void saysNothingOfAConstantSeries(Family family) {
        for (var value : new double[] {0, .1, 1}) {
            var constant = series(_ -> value);

            assertThat(alarms(family, Direction.NONE, constant)).isEmpty();
            assertThat(changes(family, constant)).isEmpty();
            assertThat(newest(family, constant)).isInstanceOf(Steady.class);
        }
    }

    /// Nobody knows with its first run whether it lasts; that it does not is known afterwards.
    @Test
    void tellsOfOneSpikeOnceAndOfNoChange() {
        var spike = series(run -> run == 40 ? 9 : 7);

        assertThat(alarms(Family.REAL, Direction.NONE, spike)).hasSizeLessThanOrEqualTo(1);
        assertThat(changes(Family.REAL, spike)).isEmpty();
        assertThat(Segmenter.segment(spike, Family.REAL).spikes()).containsExactly(40);
    }

    @Test
    void tellsOfAModelThatAnswersNothingRightAnyMore() {
        var collapse = series(run -> run < 50 ? 1 : 0);

        assertThat(alarms(Family.PROPORTION, Direction.HIGHER_IS_BETTER, collapse))
                .containsExactly(50);
        assertThat(changes(Family.PROPORTION, collapse)).containsExactly(50);
    }

    @Test
    void leavesGapsOutWhereItDividesAndCallsTheNewestOneUnmeasurable() {
        var gaps = step(1);
        gaps[20] = Double.NaN;
        gaps[60] = Double.NEGATIVE_INFINITY;
        var without = IntStream.range(0, RUNS)
                .filter(run -> run != 20 && run != 60)
                .mapToDouble(run -> gaps[run])
                .toArray();

        assertThat(changes(Family.REAL, gaps)).containsExactly(50);
        assertThat(changes(Family.REAL, without)).containsExactly(49);
        assertThat(newest(Family.REAL, gaps)).isInstanceOf(Unmeasurable.class);
    }

    /// Rounded to two standard deviations, most runs are equal to others.
    @Test
    void seesAStepAmongTies() {
        var ties = told(value -> 2 * Math.rint(value / 2), step(2));

        assertThat(changes(Family.REAL, ties)).hasSize(1).allMatch(at -> Math.abs(at - 50) <= 2);
        assertThat(alarms(Family.REAL, Direction.HIGHER_IS_BETTER, ties))
                .filteredOn(at -> at >= 50)
                .first()
                .matches(at -> at < 56);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5})
    void dependsNeitherOnUnitNorOnOriginOfRealNumbers(long seed) {
        var series = step(seed);
        var other = told(value -> 1_000 + 64 * value, series);

        assertThat(alarms(Family.REAL, Direction.HIGHER_IS_BETTER, other))
                .isEqualTo(alarms(Family.REAL, Direction.HIGHER_IS_BETTER, series))
                .isNotEmpty();
        assertThat(changes(Family.REAL, other)).isEqualTo(changes(Family.REAL, series));
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5})
    void dependsNotOnTheSideOnWhichBetterLies(long seed) {
        var series = step(seed);

        assertThat(alarms(Family.REAL, Direction.LOWER_IS_BETTER, told(value -> -value, series)))
                .isEqualTo(alarms(Family.REAL, Direction.HIGHER_IS_BETTER, series));
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5})
    void dependsOnNoUnitOfPositiveNumbers(long seed) {
        var seconds = told(value -> Math.exp(-.2 * value), step(seed));
        var millis = told(value -> 1_000 * value, seconds);

        assertThat(alarms(Family.POSITIVE, Direction.LOWER_IS_BETTER, millis))
                .isEqualTo(alarms(Family.POSITIVE, Direction.LOWER_IS_BETTER, seconds))
                .isNotEmpty();
        assertThat(changes(Family.POSITIVE, millis)).isEqualTo(changes(Family.POSITIVE, seconds));
    }

    @Test
    void seesTheNewestRunFallBeyondDoubt() {
        var fall = Arrays.copyOf(step(6), 51);
        fall[50] = -30;

        assertThat(newest(Family.REAL, fall)).isInstanceOf(Regressed.class);
    }
}
