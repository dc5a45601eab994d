package io.llmlab.regression.detect.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Against SciPy 1.17.1: `scipy.stats.mannwhitneyu(after, before, alternative=…, method=…)`, `below` being
/// `alternative='less'` and `above` `'greater'`.
class MannWhitneyTest {

    private static final double EXACT = 1e-9;

    private static double[] numbers(double... values) {
        return values;
    }

    /// `mannwhitneyu([2, 3, 5], [1, 4, 6, 9, 11, 15, 20], method='exact')`: less 0.09166666666666667, greater
    /// 0.9416666666666667, two-sided 0.18333333333333335
    @Test
    void isExactWhereNoTwoValuesAreEqual() {
        var test = MannWhitney.of(numbers(1, 4, 6, 9, 11, 15, 20), numbers(2, 3, 5));

        assertThat(test.below()).isCloseTo(0.09166666666666667, within(EXACT));
        assertThat(test.above()).isCloseTo(0.9416666666666667, within(EXACT));
        assertThat(test.twoSided()).isCloseTo(0.18333333333333335, within(EXACT));
        // One order of the 120 in which three of ten can lie.
        assertThat(test.smallest()).isCloseTo(1 / 120.0, within(EXACT));
    }

    /// `b = [(i * 37) % 101 for i in range(60)]; a = [v - 20.5 for v in b[:10]]`, `mannwhitneyu(a, b,
    /// method='exact')`: less 0.015426720958362016, greater 0.985252393535057
    @Test
    void isExactForTheLongestWindowOfALongSeries() {
        var before = IntStream.range(0, 60).mapToDouble(run -> run * 37 % 101).toArray();
        var after =
                IntStream.range(0, 10).mapToDouble(run -> run * 37 % 101 - 20.5).toArray();

        var test = MannWhitney.of(before, after);

        assertThat(test.below()).isCloseTo(0.015426720958362016, within(EXACT));
        assertThat(test.above()).isCloseTo(0.985252393535057, within(EXACT));
    }

    /// `mannwhitneyu([2, 3, 4, 5, 5], [1, 2, 2, 3, 3, 3, 4], method='asymptotic')`: less 0.9526808023564522,
    /// greater 0.06625469354066377, two-sided 0.13250938708132753
    @Test
    void correctsForTies() {
        var test = MannWhitney.of(numbers(1, 2, 2, 3, 3, 3, 4), numbers(2, 3, 4, 5, 5));

        assertThat(test.below()).isCloseTo(0.9526808023564522, within(EXACT));
        assertThat(test.above()).isCloseTo(0.06625469354066377, within(EXACT));
        assertThat(test.twoSided()).isCloseTo(0.13250938708132753, within(EXACT));
    }

    /// `mannwhitneyu([i * 1.3 - 4.15 for i in range(20)], range(20), method='asymptotic')`: less
    /// 0.29893128371450395, greater 0.7103908238432916
    @Test
    void takesTheNormalDistributionWhereBothSidesAreLong() {
        var before = IntStream.range(0, 20).mapToDouble(run -> run).toArray();
        var after = IntStream.range(0, 20).mapToDouble(run -> run * 1.3 - 4.15).toArray();

        var test = MannWhitney.of(before, after);

        assertThat(test.below()).isCloseTo(0.29893128371450395, within(EXACT));
        assertThat(test.above()).isCloseTo(0.7103908238432916, within(EXACT));
    }

    /// `mannwhitneyu([1, 1], [1, 1, 1, 1], method='asymptotic')`: 1.0
    @Test
    void findsNothingWhereAllValuesAreEqual() {
        var test = MannWhitney.of(numbers(1, 1, 1, 1), numbers(1, 1));

        assertThat(test.below()).isEqualTo(1);
        assertThat(test.above()).isEqualTo(1);
    }

    @Test
    void refusesToCompareWithNothing() {
        assertThatThrownBy(() -> MannWhitney.of(numbers(), numbers(1))).isInstanceOf(IllegalArgumentException.class);
    }
}
