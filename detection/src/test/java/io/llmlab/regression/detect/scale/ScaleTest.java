package io.llmlab.regression.detect.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {

    @ParameterizedTest
    @CsvSource({"0, 50", "1, 50", ".02, 50", ".8, 1000", ".5, 1", ".8, 0", "1, 0"})
    void bringsAShareBackAsItWas(double share, int samples) {
        var place = Scale.ANGLE.of(share, samples);

        assertThat(Scale.ANGLE.back(place, samples)).isCloseTo(share, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"12.5, 50", "1e-9, 0"})
    void bringsOtherNumbersBackAsTheyWere(double value, int samples) {
        assertThat(Scale.LOGARITHM.back(Scale.LOGARITHM.of(value, samples), samples))
                .isCloseTo(value, within(1e-12));
        assertThat(Scale.IDENTITY.back(Scale.IDENTITY.of(value, samples), samples))
                .isEqualTo(value);
    }
}
