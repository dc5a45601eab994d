package io.llmlab.regression.detect.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Noise of one. The runs begin on a Monday.
class SeasonTest {

    private static final long MONDAY = 1_764_547_200;
    private static final int HOUR = 3_600;
    private static final int DAY = 86_400;
    private static final int SERIES = 1_000;

    private static long[] times(int runs, int every) {
        return LongStream.range(0, runs).map(run -> MONDAY + run * every).toArray();
    }

    private static double[] noisy(long seed, int runs, IntToDoubleFunction course) {
        var random = new Random(seed);
        return IntStream.range(0, runs)
                .mapToDouble(run -> course.applyAsDouble(run) + random.nextGaussian())
                .toArray();
    }

    private static double[] wandering(long seed, int runs, double correlation) {
        var random = new Random(seed);
        var values = new double[runs];
        for (var run = 1; run < runs; run++) {
            values[run] = correlation * values[run - 1] + random.nextGaussian();
        }
        return values;
    }

    private static double ofDay(int hour) {
        return 4 * Math.sin(2 * Math.PI * hour / 24);
    }

    private static double ofWeek(int day) {
        return day % 7 < 5 ? 0 : 6;
    }

    @Test
    void findsWhatTheHourAdds() {
        var season =
                Season.of(times(72, HOUR), noisy(1, 72, SeasonTest::ofDay), 69).orElseThrow();

        assertThat(season.cycle()).isEqualTo(Cycle.DAY);
        for (var run = 0; run < 72; run++) {
            assertThat(season.deviations()[run]).isCloseTo(ofDay(run), within(1.2));
        }
    }

    @Test
    void findsWhatTheWeekendAdds() {
        var season =
                Season.of(times(60, DAY), noisy(2, 60, SeasonTest::ofWeek), 57).orElseThrow();

        assertThat(season.cycle()).isEqualTo(Cycle.WEEK);
        assertThat(season.deviations()[5] - season.deviations()[2]).isCloseTo(6, within(1.5));
    }

    /// What the newest runs do is no part of the season: they may have changed.
    @Test
    void learnsFromNormalRunsAlone() {
        var values = noisy(3, 72, SeasonTest::ofDay);
        var fallen = values.clone();
        for (var run = 69; run < 72; run++) {
            fallen[run] -= 50;
        }

        assertThat(Season.of(times(72, HOUR), fallen, 69).orElseThrow().deviations())
                .containsExactly(
                        Season.of(times(72, HOUR), values, 69).orElseThrow().deviations());
    }

    @Test
    void needsTwoFullCycles() {
        assertThat(Season.of(times(47, HOUR), noisy(4, 47, SeasonTest::ofDay), 47))
                .isEmpty();
        assertThat(Season.of(times(14, DAY), noisy(4, 14, SeasonTest::ofWeek), 14))
                .isEmpty();
    }

    @Test
    void knowsNothingOfTheHourWhereAllRunsAreAtTheSame() {
        assertThat(Season.of(times(60, 7 * DAY), noisy(5, 60, _ -> 0), 60)).isEmpty();
    }

    /// One in a thousand by the F test alone; the halves make it rarer. Six come once in a thousand such tests.
    @Test
    void takesNoiseForNoSeason() {
        var taken = IntStream.range(0, SERIES)
                .filter(seed ->
                        Season.of(times(67, HOUR), noisy(seed, 67, _ -> 0), 64).isPresent())
                .count();

        assertThat(taken).isLessThan(6);
    }

    /// Slow waves fit a day by chance, and do not come back on time.
    @Test
    void takesWavesOfRunsThatResembleTheirNeighboursForNoSeason() {
        var taken = IntStream.range(0, SERIES)
                .filter(seed ->
                        Season.of(times(67, HOUR), wandering(seed, 67, .6), 64).isPresent())
                .count();

        assertThat(taken).isLessThan(SERIES / 20);
    }

    @Test
    void takesAStepForNoSeason() {
        var taken = IntStream.range(0, SERIES)
                .filter(seed -> Season.of(times(67, HOUR), noisy(seed, 67, run -> run < 40 ? 0 : 5), 64)
                        .isPresent())
                .count();

        assertThat(taken).isLessThan(SERIES / 50);
    }
}
