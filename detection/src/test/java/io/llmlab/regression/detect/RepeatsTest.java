package io.llmlab.regression.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The baseline has a mean of 10 and a standard deviation of 1.054 (ten runs).
class RepeatsTest {

    private static final double[] BEFORE = {9, 11, 9, 11, 9, 11, 9, 11, 9, 11};

    private static boolean show(String method, Direction direction, double... repeats) {
        var window = new Window(BEFORE, new double[BEFORE.length], repeats, 0);
        return Repeats.show(window, Detectors.named(method).orElseThrow(), Settings.usual(), direction);
    }

    /// One in ten: 1.13 below for the mean of two, 1.56 for one, of which the tails are taken for heavier. (R, with `x`
    /// the baseline: `qt(.9, 9) * sd(x) * sqrt(1/2 + 1/10)`, `qt(.9, 7) * sd(x) * sqrt(1 + 1/10)`.)
    @ParameterizedTest
    @CsvSource({"8.4, 8.4, true", "8.8, 8.8, true", "9, 9, false", "7.5, 9.5, true", "11.6, 11.6, false"})
    void showAFallThatComesByChanceInOneOfTenCases(double first, double second, boolean isShown) {
        assertThat(show("auto", Direction.HIGHER_IS_BETTER, first, second)).isEqualTo(isShown);
    }

    @Test
    void showItByOneRepeatToo() {
        assertThat(show("auto", Direction.HIGHER_IS_BETTER, 8.4)).isTrue();
        assertThat(show("auto", Direction.HIGHER_IS_BETTER, 8.6)).isFalse();
    }

    @Test
    void showARiseWhereLessIsBetterAndEitherWithoutADirection() {
        assertThat(show("auto", Direction.LOWER_IS_BETTER, 11.6, 11.6)).isTrue();
        assertThat(show("auto", Direction.NONE, 12, 12)).isTrue();
        assertThat(show("auto", Direction.NONE, 8, 8)).isTrue();
        assertThat(show("auto", Direction.NONE, 10, 10)).isFalse();
    }

    /// By its own threshold, 10 %.
    @Test
    void areJudgedByAMethodWithoutAChanceAsTheEndOfAFindingIs() {
        assertThat(show("threshold_based", Direction.HIGHER_IS_BETTER, 8.8, 8.8))
                .isTrue();
        assertThat(show("threshold_based", Direction.HIGHER_IS_BETTER, 9.4, 9.4))
                .isFalse();
    }
}
