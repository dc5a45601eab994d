package io.llmlab.regression.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.regression.detect.Outcome.Improved;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Shifted;
import io.llmlab.regression.detect.Outcome.Steady;
import io.llmlab.regression.detect.Outcome.TooShort;
import io.llmlab.regression.detect.replay.Alarm;
import io.llmlab.regression.detect.replay.NewLevel;
import io.llmlab.regression.detect.replay.Replay;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Observations;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {

    private static final int SERIES = 100;
    private static final Detector AUTO = Detectors.named("auto").orElseThrow();
    private static final Detector THRESHOLD = Detectors.named("threshold_based").orElseThrow();

    private static Measurement moved(double baseline, double by, double error) {
        var details = Map.<String, Object>of("difference_low", by - 2 * error, "difference_high", by + 2 * error);
        return new Measurement(baseline, baseline + by, 1.0, 0, null, details);
    }

    private static boolean isBack(Measurement measured, Direction direction) {
        return Recovery.isBack(new Steady(measured), AUTO, Settings.usual(), direction);
    }

    private static boolean isBack(Measurement measured) {
        return isBack(measured, Direction.HIGHER_IS_BETTER);
    }

    @Test
    void doubtsALookThatIsUnlikelyWithoutAChange() {
        var unlikely = new Steady(new Measurement(1, 1, .049, 0, null, Map.of()));
        var likely = new Steady(new Measurement(1, 1, .05, 0, null, Map.of()));

        assertThat(Recovery.isQuiet(unlikely, AUTO)).isFalse();
        assertThat(Recovery.isQuiet(likely, AUTO)).isTrue();
        assertThat(Recovery.isQuiet(unlikely, THRESHOLD)).isTrue();
        assertThat(isBack(unlikely.measurement())).isFalse();
        assertThat(isBack(likely.measurement())).isTrue();
    }

    @Test
    void isBackWithAnImprovementAndNotWithARegressionNorWithoutRuns() {
        var measured = moved(1, 0, 0);

        assertThat(back(new Improved(measured))).isTrue();
        assertThat(back(new Regressed(measured, Severity.INFO))).isFalse();
        assertThat(back(new Shifted(measured))).isFalse();
        assertThat(back(new TooShort(1, 6))).isFalse();
    }

    private static boolean back(Outcome outcome) {
        return Recovery.isQuiet(outcome, AUTO)
                && Recovery.isBack(outcome, AUTO, Settings.usual(), Direction.HIGHER_IS_BETTER);
    }

    @ParameterizedTest
    @CsvSource({"10, -.9, true", "10, -1.1, false", "10, 5, true", "0, 0, true", "0, -1, false", "0, 1, true"})
    void isBackWithinTheWarningThresholdOrOnTheBetterSide(double baseline, double by, boolean isBack) {
        assertThat(isBack(moved(baseline, by, 0))).isEqualTo(isBack);
    }

    /// However small the baseline is, or 0.
    @ParameterizedTest
    @ValueSource(doubles = {0, .001, -.02, 3})
    void isBackWhereNoiseHidesTheMove(double baseline) {
        assertThat(isBack(moved(baseline, -.9, 1))).isTrue();
        assertThat(isBack(moved(baseline, -1.1, 1))).isFalse();
    }

    @Test
    void takesBothSidesForWorseWithoutADirection() {
        assertThat(isBack(moved(0, 1.1, 1), Direction.NONE)).isFalse();
        assertThat(isBack(moved(0, .9, 1), Direction.NONE)).isTrue();
    }

    /// A difference of scores, say: noise of one around 0, and four runs far out.
    private static Observations aroundNothing(long seed) {
        var random = new Random(seed);
        var values = IntStream.range(0, 90)
                .mapToDouble(run -> random.nextGaussian() + (run >= 60 && run < 64 || run >= 80 ? -8 : 0))
                .toArray();
        return Observations.of(Family.REAL, values);
    }

    /// By the part of the baseline alone, which is about 0, it is 68 and 2 of 100.
    @ParameterizedTest
    @CsvSource({"HIGHER_IS_BETTER, 90", "NONE, 75"})
    void endsAFindingOfAMetricAroundNothingOnceItIsBack(Direction direction, int least) {
        var toldTwice = IntStream.range(0, SERIES)
                .mapToObj(seed ->
                        Replay.alarms(AUTO, Settings.usual(), aroundNothing(seed), direction, NewLevel.LEFT_OPEN))
                .filter(alarms -> told(alarms, 60, 63) && told(alarms, 80, 82))
                .count();

        assertThat(toldTwice).isGreaterThan(least);
    }

    private static boolean told(List<Alarm> alarms, int from, int until) {
        return alarms.stream().anyMatch(alarm -> alarm.at() >= from && alarm.at() <= until);
    }

    /// Four standard deviations in each of the newest three runs.
    @Test
    void endsNoFindingWhileTheFallLasts() {
        var ended = IntStream.range(0, SERIES)
                .filter(seed -> {
                    var random = new Random(seed);
                    var values = IntStream.range(0, 63)
                            .mapToDouble(run -> random.nextGaussian() - (run < 60 ? 0 : 4))
                            .toArray();
                    var look = AUTO.detect(Window.endOf(values), Settings.usual(), Direction.HIGHER_IS_BETTER);
                    return Recovery.isBack(look, AUTO, Settings.usual(), Direction.HIGHER_IS_BETTER);
                })
                .count();

        assertThat(ended).isZero();
    }
}
