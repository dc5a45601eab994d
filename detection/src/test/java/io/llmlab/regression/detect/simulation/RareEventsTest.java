package io.llmlab.regression.detect.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.regression.detect.Direction;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Error rates near 0 and accuracies near 1, looking after every run. Each bound is that of a binomial number: an
/// engine that just reaches the goal fails it with one choice of seeds in a thousand.
class RareEventsTest {

    private static final double ERROR = .001;
    private static final int SERIES = 40;
    private static final int RUNS = 100;

    private static BinomialDistribution binomial(Rate rate, double goal) {
        return new BinomialDistribution(null, (int) rate.of(), goal);
    }

    private static void assertAtMost(Rate rate, double goal) {
        assertThat(rate.hits())
                .as("%s, with a goal of %s", rate, goal)
                .isLessThanOrEqualTo(binomial(rate, goal).inverseCumulativeProbability(1 - ERROR));
    }

    private static Rate alarms(double chance, Direction direction) {
        return List.of(50, 100, 200, 1_000).stream()
                .map(items -> Watching.alarms(new Shares(chance, items, 0), direction, RUNS, SERIES))
                .reduce(Rate.NONE, Rate::plus);
    }

    /// By averages and their spread alone it is up to twelve in a thousand.
    @ParameterizedTest
    @ValueSource(doubles = {.002, .005, .01})
    void raisesHalfAnAlarmInAThousandRunsAtMostOnRareFailures(double chance) {
        assertAtMost(alarms(chance, Direction.LOWER_IS_BETTER), .0005);
    }

    @ParameterizedTest
    @ValueSource(doubles = {.98, .999})
    void raisesHalfAnAlarmInAThousandRunsAtMostOnAnAccuracyNearOne(double chance) {
        assertAtMost(alarms(chance, Direction.HIGHER_IS_BETTER), .0005);
    }

    @ParameterizedTest
    @ValueSource(doubles = {.01, .05})
    void takesTheEndOfRareEventsForChanceAsLongAsItMayBe(double chance) {
        assertAtMost(alarms(chance, Direction.HIGHER_IS_BETTER), .0005);
    }

    /// Where most runs have no failure; else each first one is a change, in 40 of a thousand runs.
    @Test
    void raisesOneAlarmInAThousandRunsAtMostWhereNobodyTellsTheSamples() {
        var alarms = Stream.of(new Shares(.001, 50, 0), new Shares(.005, 50, 0), new Shares(.002, 200, 0))
                .map(shares -> Watching.alarmsOfUntold(shares, Direction.LOWER_IS_BETTER, RUNS, SERIES))
                .reduce(Rate.NONE, Rate::plus);

        assertAtMost(alarms, .001);
    }

    /// The logit varies as that of the shares that are promised does.
    @Test
    void allowsForRunsThatDifferByMoreThanTheirItems() {
        assertAtMost(Watching.alarms(new Shares(.02, 1_000, .1), Direction.LOWER_IS_BETTER, RUNS, 4 * SERIES), .001);
    }

    @Test
    void seesFailuresBecomeCommonWithinAFewRuns() {
        var rare = new Shares(.005, 100, 0);

        assertThat(Watching.seen(rare, 60, .05, 3, 3 * SERIES).value()).isGreaterThan(.7);
        assertThat(Watching.seen(rare, 60, .03, 12, 3 * SERIES).value()).isGreaterThan(.9);
    }

    /// A fifth of 50 items is ten a run: counting them must not see less than the angle does.
    @Test
    void keepsThePowerOfFewItems() {
        assertThat(Watching.seen(Noise.BINOMIAL_50, 60, 3, 3, 4 * SERIES).value())
                .isGreaterThan(.73);
        assertThat(Watching.seen(Noise.BINOMIAL_50, 60, 2, 12, 4 * SERIES).value())
                .isGreaterThan(.93);
    }
}
