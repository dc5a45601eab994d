package io.llmlab.regression.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.regression.detect.Outcome.Improved;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Steady;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What the two looks of `auto` see together. Noise of one, higher is better.
class AutoTest {

    private static final int SERIES = 200;

    private static double[] series(long seed, int runs, IntToDoubleFunction level, IntToDoubleFunction noise) {
        var random = new Random(seed);
        return IntStream.range(0, runs)
                .mapToDouble(run -> level.applyAsDouble(run) + noise.applyAsDouble(run) * random.nextGaussian())
                .toArray();
    }

    private static Outcome look(double... values) {
        return Detectors.named("auto")
                .orElseThrow()
                .detect(Window.endOf(values), Settings.usual(), Direction.HIGHER_IS_BETTER);
    }

    private static long regressed(IntToDoubleFunction level, IntToDoubleFunction noise, int runs) {
        return IntStream.range(0, SERIES)
                .mapToObj(seed -> look(series(seed, runs, level, noise)))
                .filter(Regressed.class::isInstance)
                .count();
    }

    /// To windows of at most ten runs it is no news any more: most of their baseline is worse too.
    @Test
    void seesASmallChangeOnceThereAreRunsEnough() {
        assertThat(regressed(run -> run < 37 ? 10 : 8.5, _ -> 1, 67)).isGreaterThan(SERIES * 3 / 4);
    }

    @Test
    void seesAFallAmongQuietRunsBehindALoudPast() {
        assertThat(regressed(run -> run < 55 ? 10 : 7.5, run -> run < 25 ? 4 : 1, 67))
                .isGreaterThan(SERIES / 2);
    }

    @Test
    void seesAFallFromALevelThatTheSeriesReachedLately() {
        assertThat(regressed(run -> run < 30 ? 10 : run < 57 ? 16 : 13.5, _ -> 1, 67))
                .isGreaterThan(SERIES * 8 / 10);
    }

    @Test
    void saysSinceWhen() {
        var outcome = (Measured) look(series(3, 60, run -> run < 30 ? 10 : 8, _ -> 1));

        assertThat(outcome).isInstanceOf(Regressed.class);
        assertThat(outcome.measurement().changePoint()).isBetween(26, 34);
        assertThat(outcome.measurement().details()).containsEntry("test", "segmentation");
    }

    /// The error of .002 is that of all looks together; 200 series make .4 expected false alarms.
    @Test
    void isQuietOnStableSeries() {
        assertThat(regressed(_ -> 10, _ -> 1, 67)).isLessThanOrEqualTo(3);
    }

    @Test
    void callsAnImprovementNewsForAWhileOnly() {
        assertThat(look(series(5, 60, run -> run < 50 ? 10 : 14, _ -> 1))).isInstanceOf(Improved.class);
        assertThat(look(series(5, 60, run -> run < 30 ? 10 : 14, _ -> 1))).isInstanceOf(Steady.class);
    }

    /// Below what any window or division can tell from noise, but no longer likely either.
    @Test
    void putsDoubtBeforeGoodNews() {
        var rise = series(8, 50, run -> run < 38 ? 10 : 15, _ -> 1);
        var level = Arrays.stream(rise, 38, 49).average().orElseThrow();
        rise[49] = level - 3.6;

        var outcome = look(rise);

        assertThat(outcome).isInstanceOf(Steady.class);
        assertThat(((Measured) outcome).measurement().pValue()).isLessThan(.1);
    }

    /// A day's course of twice the noise hides a fall of three from a look that does not know the hour.
    @Test
    void seesAFallBehindTheCourseOfTheDay() {
        var hours =
                LongStream.range(0, 67).map(run -> 1_764_547_200 + 3_600 * run).toArray();
        var seen = IntStream.range(0, SERIES)
                .mapToObj(seed ->
                        series(seed, 67, run -> 10 + 2 * Math.sin(2 * Math.PI * run / 24) - (run < 64 ? 0 : 3), _ -> 1))
                .map(values -> Detectors.named("auto")
                        .orElseThrow()
                        .detect(Window.endOf(values).at(hours), Settings.usual(), Direction.HIGHER_IS_BETTER))
                .filter(Regressed.class::isInstance)
                .toList();

        assertThat(seen).hasSizeGreaterThan(SERIES * 8 / 10);
        assertThat(seen)
                .filteredOn(outcome -> "day"
                        .equals(((Measured) outcome).measurement().details().get("season")))
                .hasSizeGreaterThan(SERIES * 8 / 10);
    }
}
