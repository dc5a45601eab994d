package io.llmlab.regression.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.regression.detect.scale.Family;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepTest {

    private static double[] stepped(Random random, int before, int after, double height) {
        return IntStream.range(0, before + after)
                .mapToDouble(place -> random.nextGaussian() + (place < before ? 0 : height))
                .toArray();
    }

    @Test
    void findsAnExactStepWithCertainty() {
        assertThat(Step.in(new double[] {1, 1, 1, 1, 2, 2}, 1, Family.REAL)).isEqualTo(new Step(4, 4, 4));
    }

    @Test
    void cannotSayWhereASmallStepLies() {
        var step = Step.in(stepped(new Random(1), 30, 6, .5), 24, Family.REAL);

        assertThat(step.latest() - step.earliest()).isGreaterThan(5);
        assertThat(step.first()).isBetween(step.earliest(), step.latest());
    }

    /// By their logarithm a doubling among noise of a third is a step; without it one wild value outweighs all.
    @Test
    void comparesLatenciesByTheirLogarithm() {
        double[] latencies = {100, 130, 90, 110, 120, 95, 105, 115, 210, 230, 190, 420};

        assertThat(Step.in(latencies, 1, Family.POSITIVE).first()).isEqualTo(8);
        assertThat(Step.in(latencies, 1, Family.REAL).first()).isEqualTo(11);
    }

    /// The place is within the interval in 95 of 100 series. Two thousand of them: 93 is five standard errors below.
    @Test
    void keepsItsPromiseOfNinetyFivePercent() {
        var random = new Random(20261128);
        var held = 0;
        for (var series = 0; series < 2000; series++) {
            var after = 1 + random.nextInt(11);
            var step = Step.in(stepped(random, 40, after, 2), 40 + after - 12, Family.REAL);
            held += step.earliest() <= 40 && 40 <= step.latest() ? 1 : 0;
        }

        assertThat(held / 2000.0).isGreaterThan(.93);
    }

    @Test
    void saysNothingOfValuesThatAreAllTheSame() {
        var step = Step.in(new double[8], 1, Family.REAL);

        assertThat(step.earliest()).isEqualTo(1);
        assertThat(step.latest()).isEqualTo(7);
    }

    @Test
    void takesTheLastOfVeryFewValues() {
        assertThat(Step.in(new double[] {1, 2}, 1, Family.REAL)).isEqualTo(new Step(1, 1, 1));
        assertThat(Arrays.asList(Step.in(new double[] {1, 1, 2}, 1, Family.REAL)))
                .containsExactly(new Step(2, 1, 2));
    }
}
