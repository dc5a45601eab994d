package io.llmlab.regression.detect.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Two repeats of what is suspected take most false alarms away and keep what is seen. The bounds are those of a
/// binomial number, which a rule that just reaches the goal leaves with one choice of seeds in a thousand.
class ConfirmingTest {

    private static final double ERROR = .001;
    private static final int SERIES = 150;
    private static final int RUNS = 100;
    private static final Confirming AT_ONCE = new Confirming(0);
    private static final Confirming TWICE = new Confirming(2);

    private static void assertAtMost(Rate rate, double goal) {
        assertThat(rate.hits())
                .as("%s, with a goal of %s", rate, goal)
                .isLessThanOrEqualTo(binomial(rate, goal).inverseCumulativeProbability(1 - ERROR));
    }

    private static void assertAtLeast(Rate rate, double goal) {
        assertThat(rate.hits())
                .as("%s, with a goal of %s", rate, goal)
                .isGreaterThanOrEqualTo(binomial(rate, goal).inverseCumulativeProbability(ERROR));
    }

    private static BinomialDistribution binomial(Rate rate, double goal) {
        return new BinomialDistribution(null, (int) rate.of(), goal);
    }

    @ParameterizedTest
    @EnumSource(
            value = Noise.class,
            names = {"GAUSSIAN", "LOG_NORMAL", "BINOMIAL_200"})
    void raisesATenthOfAnAlarmInAThousandStableRunsAtMost(Noise noise) {
        assertAtMost(TWICE.alarms(noise, RUNS, SERIES), .0001);
    }

    /// Single runs far out are what is told at once of heavy tails.
    @Test
    void takesAwayMostFalseAlarmsOfHeavyTails() {
        var atOnce = AT_ONCE.alarms(Noise.STUDENT_3, RUNS, SERIES);
        var confirmed = TWICE.alarms(Noise.STUDENT_3, RUNS, SERIES);

        assertThat(confirmed.hits()).isLessThan(atOnce.hits() / 4);
        assertThat(atOnce.hits()).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(
            value = Noise.class,
            names = {"GAUSSIAN", "LOG_NORMAL", "BINOMIAL_200", "BINOMIAL_1000"})
    void keepsThePowerThatIsPromised(Noise noise) {
        assertAtLeast(TWICE.seen(noise, 60, 3, 3, SERIES), .8);
        assertAtLeast(TWICE.seen(noise, 60, 2, 12, SERIES), .9);
    }

    /// By the test that ends a finding two good repeats left 23 of 100 wild latencies standing, and of a fall of
    /// accuracy
    /// by two deviations they let go 28.
    @ParameterizedTest
    @EnumSource(
            value = Noise.class,
            names = {"GAUSSIAN", "LOG_NORMAL", "BINOMIAL_200"})
    void letsGoOfMostWildRuns(Noise noise) {
        assertThat(AT_ONCE.wild(noise, 60, 6, SERIES).value()).isGreaterThan(.8);
        assertAtMost(TWICE.wild(noise, 60, 6, SERIES), .12);
    }
}
