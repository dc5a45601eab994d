package io.llmlab.regression.detect.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Against values of SciPy 1.10.1 and statsmodels 0.13.5; the call stands beside the value.
class ClassicTestsTest {

    private static final double EXACT = 1e-9;

    private static final double[] P_VALUES = {.001, .008, .039, .041, .042, .06, .074, .205, .212, .216};
    private static final double[] SERIES = {
        .56, .5775, .545, .5625, .57, .555, .58, .55, .565, .5525, .5725, .56, .55, .54, .5425
    };

    private static final double[] DIFFERENCES = {.1, -.2, -.3, .05, -.25, -.4, .15, -.1};

    /// `multipletests(p, method='fdr_bh')[1]`
    @Test
    void adjustsByBenjaminiAndHochberg() {
        assertThat(FalseDiscovery.BENJAMINI_HOCHBERG.adjusted(P_VALUES))
                .containsExactly(
                        new double[] {0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.10571428571428572, 0.216, 0.216, 0.216},
                        within(EXACT));
    }

    /// `multipletests(p, method='fdr_by')[1]`
    @Test
    void adjustsByBenjaminiAndYekutieli() {
        assertThat(FalseDiscovery.BENJAMINI_YEKUTIELI.adjusted(P_VALUES))
                .containsExactly(
                        new double[] {
                            0.029289682539682536,
                            0.11715873015873014,
                            0.24603333333333333,
                            0.24603333333333333,
                            0.24603333333333333,
                            0.2928968253968254,
                            0.3096337868480725,
                            0.6326571428571428,
                            0.6326571428571428,
                            0.6326571428571428
                        },
                        within(EXACT));
    }

    @Test
    void keepsTheOrderOfTheTestsWhateverTheirValues() {
        assertThat(FalseDiscovery.BENJAMINI_HOCHBERG.adjusted(.9, .01, .5))
                .containsExactly(new double[] {.9, .03, .75}, within(EXACT));
        assertThat(FalseDiscovery.BENJAMINI_HOCHBERG.adjusted()).isEmpty();
    }

    /// Five hundred series of which fifty have changed: the share of false ones among those found is the level at
    /// most.
    @Test
    void keepsTheShareOfFalseFindings() {
        var random = new Random(5);
        var repeats = 400;
        var shares = 0.0;
        for (var repeat = 0; repeat < repeats; repeat++) {
            var pValues = IntStream.range(0, 500)
                    .mapToDouble(series -> series < 50 ? random.nextDouble() * 1e-3 : random.nextDouble())
                    .toArray();
            var adjusted = FalseDiscovery.BENJAMINI_HOCHBERG.adjusted(pValues);
            var found = Arrays.stream(adjusted).filter(q -> q <= .05).count();
            var wrong = IntStream.range(50, 500)
                    .filter(series -> adjusted[series] <= .05)
                    .count();
            shares += found == 0 ? 0 : (double) wrong / found;
        }
        // Two standard errors of 400 repeats.
        assertThat(shares / repeats).isLessThan(.05 + 2 * .22 / Math.sqrt(repeats));
    }

    /// `mcnemar([[700, 35], [10, 255]], exact=True).pvalue`, `binom.sf(34, 45, .5)`, and that less half of
    /// `binom.pmf(35, 45, .5)`
    @Test
    void comparesItemsThatDifferByTossesOfACoin() {
        var test = new McNemar(35, 10);

        assertThat(test.exact()).isCloseTo(0.00024708778460080794, within(EXACT));
        assertThat(test.ofLoss()).isCloseTo(0.00012354389230040397, within(EXACT));
        assertThat(test.midPOfLoss()).isCloseTo(7.82086042647735e-05, within(EXACT));
        assertThat(test.midP()).isCloseTo(0.000156417208529547, within(EXACT));
        assertThat(test.midPOfGain()).isGreaterThan(.999);
    }

    /// `binom.sf(199, 200, .5)`
    @Test
    void keepsTheDigitsOfSmallChances() {
        assertThat(new McNemar(200, 0).ofLoss()).isCloseTo(6.223015277861142e-61, within(1e-70));
    }

    @Test
    void findsNothingWhereNoItemDiffers() {
        assertThat(new McNemar(0, 0).midP()).isEqualTo(1);
        assertThat(new McNemar(0, 0).exact()).isEqualTo(1);
    }

    /// `theilslopes(y, arange(15), .95)`: slope -0.001428571428571414, low -0.003124999999999989, high
    /// 0.0004999999999999894
    @Test
    void takesTheMedianOfAllSlopes() {
        var line = TheilSen.of(SERIES, .95, MannKendall.of(SERIES).variance());

        assertThat(line.slope()).isCloseTo(-0.001428571428571414, within(EXACT));
        assertThat(line.low()).isCloseTo(-0.003124999999999989, within(EXACT));
        assertThat(line.high()).isCloseTo(0.0004999999999999894, within(EXACT));
    }

    /// Mann's formula with Kendall's correction for ties, in NumPy: S -33, variance 406.3333333333333, z
    /// -1.587481792445307, `norm.cdf(z)` 0.05620178374784137
    @Test
    void countsRisingAndFallingPairs() {
        var test = MannKendall.of(SERIES);

        assertThat(test.score()).isEqualTo(-33);
        assertThat(test.variance()).isCloseTo(406.3333333333333, within(EXACT));
        assertThat(test.statistic()).isCloseTo(-1.587481792445307, within(EXACT));
        assertThat(test.ofFall()).isCloseTo(0.05620178374784137, within(EXACT));
        assertThat(test.twoSided()).isCloseTo(0.11240356749568274, within(EXACT));
    }

    /// Slow waves without a trend: the uncorrected test at 5 % is wrong in far more than 5 of 100 cases.
    @Test
    void takesNoWaveForATrend() {
        var random = new Random(11);
        var repeats = 1_000;
        var corrected = 0;
        var plain = 0;
        for (var repeat = 0; repeat < repeats; repeat++) {
            var wave = wave(random, 60, .5);
            corrected += MannKendall.of(wave, .5).twoSided() < .05 ? 1 : 0;
            plain += MannKendall.of(wave).twoSided() < .05 ? 1 : 0;
        }
        assertThat(plain).isGreaterThan(150);
        // .05 and three standard errors.
        assertThat(corrected / (double) repeats).isLessThan(.05 + 3 * Math.sqrt(.05 * .95 / repeats));
    }

    private static double[] wave(Random random, int runs, double lagOne) {
        var wave = new double[runs];
        var value = random.nextGaussian();
        for (var run = 0; run < runs; run++) {
            value = lagOne * value + Math.sqrt(1 - lagOne * lagOne) * random.nextGaussian();
            wave[run] = value;
        }
        return wave;
    }

    /// `permutation_test((d,), np.sum, permutation_type='samples', n_resamples=inf, alternative='less')`:
    /// 0.08203125; `'greater'`: 0.94140625
    @Test
    void triesAllSignsOfFewDifferences() {
        var test = SignFlip.of(DIFFERENCES);

        assertThat(test.below()).isEqualTo(0.08203125);
        assertThat(test.above()).isEqualTo(0.94140625);
    }

    /// The same differences twice over are beyond what is enumerated: the drawn p-value comes close to the exact
    /// one of all 65,536 signs, 0.0257.
    @Test
    void drawsSignsOfManyDifferences() {
        var twice = IntStream.range(0, 16)
                .mapToDouble(unit -> DIFFERENCES[unit % 8])
                .toArray();
        var exact = IntStream.range(0, 1 << 16)
                        .filter(signs -> sum(twice, signs) <= sum(twice, 0) + 1e-9)
                        .count()
                / (double) (1 << 16);

        assertThat(SignFlip.of(twice).below()).isCloseTo(exact, within(4 * Math.sqrt(exact / SignFlip.DRAWS)));
    }

    private static double sum(double[] values, int signs) {
        return IntStream.range(0, values.length)
                .mapToDouble(unit -> (signs >> unit & 1) == 0 ? values[unit] : -values[unit])
                .sum();
    }
}
