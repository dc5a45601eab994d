package io.llmlab.regression.detect.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.regression.detect.classic.UnpairedTest.Mean;
import io.llmlab.regression.detect.classic.UnpairedTest.Share;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Against values of statsmodels 0.15.0 and SciPy 1.17.1; the call stands beside the value. There `ci` is
/// `confint_proportions_2indep(..., method='agresti-caffo')`, `z` is `weightstats._zstat_generic` and `zci` is
/// `weightstats._zconfint_generic`.
class UnpairedTestTest {

    private static final double EXACT = 1e-9;

    /// `ci(155, 200, 160, 200, alpha=.05)`; with `p1, p2 = 161/202, 156/202` and `e = sqrt(p1*(1-p1)/202 +
    /// p2*(1-p2)/202)`: `z(p2, p1, e, 'two-sided', 0)[1]`
    @Test
    void comparesSharesOfSamples() {
        var test = UnpairedTest.ofShares(new Share(.8, 200, 0), new Share(.775, 200, 0), .95);

        assertThat(test.test()).isEqualTo("two_proportion_z");
        assertThat(test.difference()).isCloseTo(-.025, within(EXACT));
        assertThat(test.low()).isCloseTo(-0.10488306997071214, within(EXACT));
        assertThat(test.high()).isCloseTo(0.055378119475662596, within(EXACT));
        assertThat(test.pValue()).isCloseTo(0.5448892271122406, within(EXACT));
    }

    /// `ci(3, 50, 0, 50, alpha=.01)`
    @Test
    void comparesSharesAtTheEdge() {
        var test = UnpairedTest.ofShares(new Share(0, 50, 0), new Share(.06, 50, 0), .99);

        assertThat(test.low()).isCloseTo(-0.04938937840525845, within(EXACT));
        assertThat(test.high()).isCloseTo(0.16477399378987384, within(EXACT));
    }

    /// As the first, with `e = sqrt(p1*(1-p1)/202 + p2*(1-p2)/202 + 2*.016**2)`: `e`, `z(p2, p1, e,
    /// 'two-sided', 0)[1]` and `zci(p2 - p1, e, .05, 'two-sided')`
    @Test
    void countsHowMuchRunsVaryOnTopOfTheirSamples() {
        var test = UnpairedTest.ofShares(new Share(.8, 200, .016), new Share(.775, 200, .016), .95);

        assertThat(test.error()).isCloseTo(0.046727695839832446, within(EXACT));
        assertThat(test.pValue()).isCloseTo(0.5963078568404752, within(EXACT));
        assertThat(test.low()).isCloseTo(-0.11633707617413848, within(EXACT));
        assertThat(test.high()).isCloseTo(0.06683212567908893, within(EXACT));
    }

    /// `z(860, 800, hypot(12, 15), 'two-sided', 0)[1]`, `zci(60, hypot(12, 15), .01, 'two-sided')`
    @Test
    void comparesMeansByTheirErrors() {
        var test = UnpairedTest.ofMeans(new Mean(800, 12, 0), new Mean(860, 15, 0), .99);

        assertThat(test.test()).isEqualTo("two_mean_z");
        assertThat(test.difference()).isCloseTo(60, within(EXACT));
        assertThat(test.pValue()).isCloseTo(0.0017872890369872662, within(EXACT));
        assertThat(test.low()).isCloseTo(10.519934864868787, within(EXACT));
        assertThat(test.high()).isCloseTo(109.48006513513121, within(EXACT));
    }

    /// The same with `e = sqrt(12**2 + 15**2 + 20**2 + 25**2)`
    @Test
    void countsHowMuchRunsVaryOnTopOfTheErrorsOfMeans() {
        var test = UnpairedTest.ofMeans(new Mean(800, 12, 20), new Mean(860, 15, 25), .99);

        assertThat(test.pValue()).isCloseTo(0.10805113206214183, within(EXACT));
        assertThat(test.low()).isCloseTo(-36.17195985225409, within(EXACT));
        assertThat(test.high()).isCloseTo(156.17195985225408, within(EXACT));
    }

    @Test
    void differsForSureWhereNothingVaries() {
        assertThat(UnpairedTest.ofMeans(new Mean(1, 0, 0), new Mean(1, 0, 0), .95)
                        .pValue())
                .isEqualTo(1);
        assertThat(UnpairedTest.ofMeans(new Mean(1, 0, 0), new Mean(2, 0, 0), .95)
                        .pValue())
                .isZero();
    }

    /// `norm.ppf(.975) + norm.ppf(.8)`
    @Test
    void tellsTheSmallestVisibleDifference() {
        assertThat(UnpairedTest.smallestVisible(2, .05, .8)).isCloseTo(2 * 2.8015852181129683, within(EXACT));
    }

    /// 1,000 items, and a tenth of a logit from run to run: the samples alone call one pair in eight different.
    @Test
    void keepsItsLevelWhereRunsVary() {
        var pairs = 3_000;
        assertThat(called(pairs, .1 * .8 * .2)).isLessThan(15L * pairs / 1_000);
        assertThat(called(pairs, 0)).isGreaterThan(80L * pairs / 1_000);
    }

    private static long called(int pairs, double spread) {
        var random = new Random(17);
        return IntStream.range(0, pairs)
                .mapToObj(_ -> UnpairedTest.ofShares(
                        new Share(share(random), 1_000, spread), new Share(share(random), 1_000, spread), .99))
                .filter(test -> test.pValue() <= .01)
                .count();
    }

    private static double share(Random random) {
        var logit = Math.log(4) + .1 * random.nextGaussian();
        var chance = 1 / (1 + Math.exp(-logit));
        return random.doubles(1_000).filter(draw -> draw < chance).count() / 1_000.0;
    }
}
