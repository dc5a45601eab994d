package io.llmlab.regression.detect.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {

    private static final Offset<Double> ROUNDING = within(1e-12);

    /// Worked out by hand: .01 * 4, .02 * 3, .03 * 2 (not below the one before), .9 * 1.
    @Test
    void multipliesEachByHowManyAreLeftAndKeepsTheOrder() {
        var adjusted = Holm.adjusted(.03, .01, .9, .02);

        assertThat(adjusted[1]).isCloseTo(.04, ROUNDING);
        assertThat(adjusted[3]).isCloseTo(.06, ROUNDING);
        assertThat(adjusted[0]).isCloseTo(.06, ROUNDING);
        assertThat(adjusted[2]).isCloseTo(.9, ROUNDING);
    }

    @Test
    void staysAChance() {
        assertThat(Holm.adjusted(.6, .7)).containsExactly(1, 1);
        assertThat(Holm.adjusted()).isEmpty();
        assertThat(Holm.adjusted(.2)).containsExactly(.2);
    }
}
