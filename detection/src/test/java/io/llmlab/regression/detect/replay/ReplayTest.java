package io.llmlab.regression.detect.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.regression.detect.Detectors;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Observations;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final int SERIES = 100;
    private static final int RUNS = 100;

    /// Noise of one around a level for each run.
    private static double[] series(long seed, int runs, IntToDoubleFunction level) {
        var random = new Random(seed);
        return IntStream.range(0, runs)
                .mapToDouble(run -> level.applyAsDouble(run) + random.nextGaussian())
                .toArray();
    }

    private static List<Integer> alarms(Direction direction, double... series) {
        return alarms(NewLevel.ACCEPTED, direction, series);
    }

    private static List<Integer> alarms(NewLevel newLevel, Direction direction, double... series) {
        return Replay.alarms(
                        Detectors.named("auto").orElseThrow(),
                        Settings.usual(),
                        Observations.of(Family.REAL, series),
                        direction,
                        newLevel)
                .stream()
                .map(Alarm::at)
                .toList();
    }

    /// Ten expected alarms in 10,000 looks at a rate of one in a thousand; more than 20 come in fewer than 2 of 1,000
    /// such tests.
    @Test
    void keepsTheRateOfAlarmsOnStableSeries() {
        var raised = IntStream.range(0, SERIES)
                .map(seed -> alarms(Direction.NONE, series(seed, RUNS, _ -> 0)).size())
                .sum();

        assertThat(raised).isLessThanOrEqualTo(20);
    }

    @Test
    void alarmsOnceForAStepAndAgainForTheNext() {
        var alarms = alarms(Direction.NONE, series(1, RUNS, run -> run < 40 ? 0 : run < 70 ? 8 : 0));

        assertThat(alarms).hasSize(2);
        assertThat(alarms.getFirst()).isBetween(40, 41);
        assertThat(alarms.getLast()).isBetween(70, 72);
    }

    /// With the wild run in the baseline none of these steps is seen in time: its noise would be five times too large.
    @Test
    void seesAStepAlthoughThereWasOneWildRun() {
        var seen = IntStream.range(0, SERIES)
                .filter(seed ->
                        alarms(Direction.NONE, series(seed, RUNS, run -> run == 40 ? 30 : run < 70 ? 0 : 8)).stream()
                                .anyMatch(at -> at >= 70 && at <= 72))
                .count();

        assertThat(seen).isGreaterThanOrEqualTo(90);
    }

    @Test
    void countsMovesForTheWorseAlone() {
        var fall = series(3, RUNS, run -> run < 60 ? 0 : -8);

        assertThat(alarms(Direction.LOWER_IS_BETTER, fall)).noneMatch(at -> at >= 60 && at < 75);
        assertThat(alarms(Direction.HIGHER_IS_BETTER, fall)).anyMatch(at -> at >= 60 && at < 62);
    }

    /// The rise is for the better: nobody hears of it, and the baseline moves all the same. Three false alarms are
    /// expected on the new level (30 looks at each of 100 series); 10 or more come once in a thousand such tests.
    @Test
    void seesAFallFromALevelThatCameOnlyLater() {
        var alarms = IntStream.range(0, SERIES)
                .mapToObj(seed ->
                        alarms(Direction.HIGHER_IS_BETTER, series(seed, RUNS, run -> run < 40 ? 0 : run < 70 ? 16 : 8)))
                .toList();

        assertThat(alarms)
                .filteredOn(of -> of.stream().anyMatch(at -> at >= 70 && at <= 72))
                .hasSizeGreaterThan(90);
        assertThat(alarms)
                .filteredOn(of -> of.stream().anyMatch(at -> at >= 40 && at < 70))
                .hasSizeLessThan(10);
    }

    /// A fall, a second one from there, and back: who accepts nothing is told once.
    @Test
    void staysOpenUntilTheSeriesIsBackWhereAcceptingIsUpToAPerson() {
        var series = series(6, 200, run -> run < 60 || run >= 150 ? 0 : run < 100 ? -8 : -16);

        assertThat(alarms(NewLevel.LEFT_OPEN, Direction.HIGHER_IS_BETTER, series))
                .hasSize(1);
        assertThat(alarms(NewLevel.ACCEPTED, Direction.HIGHER_IS_BETTER, series))
                .hasSize(2);
    }

    @Test
    void tellsAgainOfWhatComesAfterItWasBack() {
        var series = series(7, 200, run -> (run >= 60 && run < 90) || run >= 130 ? -8 : 0);

        assertThat(alarms(NewLevel.LEFT_OPEN, Direction.HIGHER_IS_BETTER, series))
                .hasSize(2)
                .last()
                .satisfies(at -> assertThat(at).isBetween(130, 131));
    }

    @Test
    void tellsWhereTheChangeBegan() {
        var alarm = Replay.alarms(
                        Detectors.named("auto").orElseThrow(),
                        Settings.usual(),
                        Observations.of(Family.REAL, series(4, RUNS, run -> run < 90 ? 0 : 8)),
                        Direction.NONE,
                        NewLevel.ACCEPTED)
                .getFirst();

        assertThat(alarm.onset()).isBetween(89, 91);
    }
}
