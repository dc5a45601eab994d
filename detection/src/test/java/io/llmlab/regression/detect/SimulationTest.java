package io.llmlab.regression.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.regression.detect.Outcome.Regressed;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The default accuracy configuration on simulated runs of 400 items: good ones at 56.25 %, bad ones at 21.68 %.
class SimulationTest {

    private static final int SEEDS = 2_000;
    private static final int ITEMS = 400;
    private static final double GOOD = .5625;
    private static final double BAD = .2168;
    private static final Settings ACCURACY = new Settings(null, .95, 10, 7, 5, new SeverityThresholds(.05, .02));

    private static double[] runs(Random random, int count, double share) {
        return IntStream.range(0, count)
                .mapToDouble(run -> IntStream.range(0, ITEMS)
                                .filter(item -> random.nextDouble() < share)
                                .count()
                        / (double) ITEMS)
                .toArray();
    }

    private static double[] story(long seed) {
        var random = new Random(seed);
        return DoubleStream.concat(Arrays.stream(runs(random, 12, GOOD)), Arrays.stream(runs(random, 3, BAD)))
                .toArray();
    }

    /// The same look, with the standard errors that the runs' own samples give.
    private static Outcome afterWithErrors(int runs, double[] story) {
        var window = Window.endOf(Arrays.copyOf(story, runs));
        var error = Math.sqrt(squaredError(window.baseline()) + squaredError(window.recent()));
        return Detectors.named("statistical_test")
                .orElseThrow()
                .detect(
                        new Window(window.baseline(), window.baselineAge(), window.recent(), error),
                        ACCURACY,
                        Direction.HIGHER_IS_BETTER);
    }

    private static double squaredError(double[] shares) {
        return Arrays.stream(shares).map(p -> p * (1 - p) / ITEMS).sum() / shares.length / shares.length;
    }

    private static Outcome after(int runs, double[] story) {
        return Detectors.named("statistical_test")
                .orElseThrow()
                .detect(Window.endOf(Arrays.copyOf(story, runs)), ACCURACY, Direction.HIGHER_IS_BETTER);
    }

    /// Twelve runs before are enough for a single one to be judged; the second and the third make it no less
    /// sure.
    @Test
    void findsTheDropWithItsFirstRunAndKeepsIt() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var story = story(seed);

            for (var runs = 13; runs <= 15; runs++) {
                var outcome = after(runs, story);
                assertThat(outcome).isInstanceOf(Regressed.class);
                assertThat(outcome.severity()).isEqualTo(Severity.CRITICAL);
                assertThat(((Regressed) outcome).measurement().confidence()).isGreaterThan(.95);
            }
        }
    }

    /// Six runs say too little for that: there it takes three.
    @Test
    void findsTheDropOfAYoungSeriesWithItsThirdRun() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var young = Arrays.copyOfRange(story(seed), 6, 15);

            assertThat(after(9, young)).isInstanceOf(Regressed.class);
        }
    }

    /// Looking after every run of a young series: where the samples' errors are known, a false regression in
    /// the first twelve runs is rarer than the 5 % of a single look, and the drop is seen all the same.
    @Test
    void keepsQuietInTheFirstRunsOfAStableSeriesAndSeesTheDropAllTheSame() {
        var wrong = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            var story = story(seed);
            wrong += IntStream.rangeClosed(8, 12).anyMatch(runs -> afterWithErrors(runs, story) instanceof Regressed)
                    ? 1
                    : 0;
            assertThat(afterWithErrors(13, story)).isInstanceOf(Regressed.class);
            assertThat(afterWithErrors(15, story)).isInstanceOf(Regressed.class);
        }
        assertThat(wrong / (double) SEEDS).isLessThan(.05);
    }

    /// One look at stable runs is wrong in fewer than 1 - .95 of the cases, with a short and with a long
    /// baseline.
    @ParameterizedTest
    @ValueSource(ints = {8, 12, 23, 67})
    void keepsItsErrorRateOnStableRuns(int runs) {
        var wrong = IntStream.range(0, SEEDS)
                .mapToObj(seed -> after(runs, runs(new Random(seed), runs, GOOD)))
                .filter(Regressed.class::isInstance)
                .count();

        assertThat(wrong / (double) SEEDS).isLessThan(.05);
    }

    /// A drop from 39.9 to 32.8 % with a spread of .7 points between runs, seen with the third run.
    @Test
    void seesADropThatATestOfHalvesMisses() {
        var random = new Random(7);
        var found = IntStream.range(0, 200)
                .mapToObj(_ -> DoubleStream.concat(
                                random.doubles(5).map(_ -> .399 + .007 * random.nextGaussian()),
                                random.doubles(3).map(_ -> .328 + .007 * random.nextGaussian()))
                        .toArray())
                .map(series -> after(8, series))
                .filter(Regressed.class::isInstance)
                .count();

        assertThat(found).isGreaterThan(190);
    }
}
