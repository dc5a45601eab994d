package io.llmlab.regression.detect.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudentQuantileTest {

    private static final double[] CHANCES = {1e-9, 1e-6, 1e-4, .00025, .001, .025, .05, .2, .45, .5, .6, .8, .95, .9999
    };

    @ParameterizedTest
    @ValueSource(doubles = {1, 2.5, 3, 4.2, 7, 20, 63, 64.3, 1_000})
    void isWhereTheDistributionFunctionHasReachedTheChance(double freedom) {
        for (var chance : CHANCES) {
            var place = StudentQuantile.of(chance, freedom);

            assertThat(new TDistribution(null, freedom).cumulativeProbability(place) / chance)
                    .as("chance %s", chance)
                    .isCloseTo(1, within(1e-7));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e-4, .05, .3, .5, .9, .999})
    void isNormalWithoutALimit(double chance) {
        assertThat(StudentQuantile.of(chance, Double.POSITIVE_INFINITY))
                .isCloseTo(new NormalDistribution(null, 0, 1).inverseCumulativeProbability(chance), within(1e-9));
    }
}
