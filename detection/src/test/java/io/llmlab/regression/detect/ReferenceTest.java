package io.llmlab.regression.detect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Steady;
import io.llmlab.regression.detect.scale.Family;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;

/// Each method against values of SciPy 1.17.1 and NumPy, or worked out by hand; the call stands beside the
/// value.
class ReferenceTest {

    private static final double EXACT = 1e-9;

    private static final double[] LATENCY = {812.5, 790, 845, 803, 821, 799, 830, 835, 861, 842};
    private static final double[] ACCURACY = {
        .56, .5775, .545, .5625, .57, .555, .58, .55, .565, .5525, .5725, .56, .215, .2225, .2125
    };
    private static final double[] STEP = {100, 102, 98, 101, 99, 100, 103, 97, 101, 100, 120, 118, 122, 119, 121};

    private static Measured detect(String method, Settings settings, Direction direction, double... series) {
        return (Measured) Detectors.named(method).orElseThrow().detect(Window.endOf(series), settings, direction);
    }

    private static double detail(Measurement measured, String name) {
        return (double) requireNonNull(measured.details().get(name), name);
    }

    private static Settings settings(double threshold, int window, double critical, double warning) {
        return new Settings(threshold, .95, window, 7, 5, new SeverityThresholds(critical, warning));
    }

    /// `scipy.stats.ttest_ind(recent, baseline, equal_var=False, alternative='greater')`:
    /// statistic 2.9838359585503187, pvalue 0.01343552435920473, df 5.564367638012735;
    /// `scipy.stats.mannwhitneyu(recent, baseline, alternative='greater', method='exact')`: pvalue
    /// 0.03333333333333333. Seven runs before the newest three are enough for this window alone.
    @Test
    void statisticalTestIsTheLargerOfWelchsAndMannWhitneysOneSided() {
        var outcome = detect("statistical_test", settings(.1, 10, .05, .02), Direction.LOWER_IS_BETTER, LATENCY);

        assertThat(outcome).isInstanceOf(Regressed.class);
        var measured = outcome.measurement();
        assertThat(measured.details()).containsEntry("windows", List.of(3)).containsEntry("recent_points", 3);
        assertThat(measured.changePoint()).isEqualTo(7);
        assertThat(detail(measured, "t_statistic")).isCloseTo(2.9838359585503187, within(EXACT));
        assertThat(detail(measured, "degrees_of_freedom")).isCloseTo(5.564367638012735, within(EXACT));
        assertThat(detail(measured, "welch_p_value")).isCloseTo(0.01343552435920473, within(EXACT));
        assertThat(detail(measured, "mann_whitney_p_value")).isCloseTo(0.03333333333333333, within(EXACT));
        assertThat(measured.pValue()).isCloseTo(0.03333333333333333, within(EXACT));
        assertThat(detail(measured, "adjusted_p_value")).isCloseTo(0.03333333333333333, within(EXACT));
        // The difference is `statistic` standard errors, and its interval Student's quantile of them.
        var shift = measured.current() - measured.baseline();
        var reach =
                new TDistribution(5.564367638012735).inverseCumulativeProbability(.975) * shift / 2.9838359585503187;
        assertThat(detail(measured, "difference_low")).isCloseTo(shift - reach, within(1e-6));
        assertThat(detail(measured, "difference_high")).isCloseTo(shift + reach, within(1e-6));
    }

    /// The same calls with `alternative='two-sided'`: 0.02687104871840946 and 0.06666666666666667
    @Test
    void statisticalTestIsTwoSidedWithoutADirection() {
        var measured = detect("statistical_test", settings(.1, 10, .05, .02), Direction.NONE, LATENCY)
                .measurement();

        assertThat(detail(measured, "welch_p_value")).isCloseTo(0.02687104871840946, within(EXACT));
        assertThat(detail(measured, "mann_whitney_p_value")).isCloseTo(0.06666666666666667, within(EXACT));
    }

    /// The same calls with `alternative='less'`, against the first ten runs: of the newest three
    /// 2.963772779721971e-13 and
    /// 0.0034965034965034965, of the newest one (`equal_var=True`) 1.8536637068400215e-10. Its rank among
    /// eleven says too little, so that Welch's decides alone there, and the least of three windows counts
    /// three times.
    @Test
    void statisticalTestKeepsItsPrecisionFarOut() {
        var outcome = detect("statistical_test", settings(.1, 10, .05, .02), Direction.HIGHER_IS_BETTER, ACCURACY);

        var measured = outcome.measurement();
        assertThat(measured.details())
                .containsEntry("windows", List.of(1, 3, 5))
                .containsEntry("recent_points", 1);
        assertThat(detail(measured, "welch_p_value")).isCloseTo(1.8536637068400215e-10, within(1e-16));
        assertThat(detail(measured, "mann_whitney_p_value")).isCloseTo(1 / 11.0, within(EXACT));
        assertThat(detail(measured, "smallest_rank_p_value")).isCloseTo(1 / 11.0, within(EXACT));
        assertThat(measured.pValue()).isCloseTo(1.8536637068400215e-10, within(1e-16));
        assertThat(measured.confidence()).isCloseTo(1 - 3 * 1.8536637068400215e-10, within(1e-15));
        assertThat(measured.baseline()).isCloseTo(0.56175, within(EXACT));
        assertThat(measured.current()).isCloseTo(.2125, within(EXACT));
        assertThat(outcome.severity()).isEqualTo(Severity.CRITICAL);
    }

    /// `scipy.stats.ttest_ind(numpy.log(LATENCY[7:]), numpy.log(LATENCY[:7]), equal_var=False,
    /// alternative='greater')`: pvalue 0.012411287881533435; `scipy.stats.gmean` of both: 814.1660025670574
    /// and 845.9289854267374
    @Test
    void statisticalTestComparesLatenciesByTheirLogarithm() {
        var window = new Window(
                Arrays.copyOf(LATENCY, 7),
                new double[7],
                Arrays.copyOfRange(LATENCY, 7, 10),
                0,
                new int[10],
                Family.POSITIVE);

        var measured = measured(window, Direction.LOWER_IS_BETTER);

        assertThat(detail(measured, "welch_p_value")).isCloseTo(0.012411287881533435, within(EXACT));
        assertThat(measured.baseline()).isCloseTo(814.1660025670574, within(1e-6));
        assertThat(measured.current()).isCloseTo(845.9289854267374, within(1e-6));
    }

    /// Eight shares of 100 items that lie closer together than 100 items let them. On the scale `2 asin sqrt`
    /// the variance of a run is 1 / 100.5 then, and Welch's statistic and degrees of freedom follow by hand:
    /// `theta = lambda p: 2 * asin(sqrt((100 * p + .375) / 100.75))`, `(theta(.7) - theta(.8)) / sqrt((1/5 +
    /// 1/3) / 100.5)`
    @Test
    void statisticalTestNeverTakesSharesForSurerThanTheirItems() {
        var window = new Window(
                new double[] {.8, .8, .8, .8, .8},
                new double[5],
                new double[] {.7, .7, .7},
                0,
                new int[] {100, 100, 100, 100, 100, 100, 100, 100},
                Family.PROPORTION);

        var measured = measured(window, Direction.HIGHER_IS_BETTER);

        assertThat(detail(measured, "t_statistic")).isCloseTo(-3.1525922819351986, within(EXACT));
        assertThat(detail(measured, "degrees_of_freedom")).isCloseTo(4.3389830508474585, within(EXACT));
        assertThat(measured.baseline()).isCloseTo(.8, within(EXACT));
        assertThat(measured.current()).isCloseTo(.7, within(EXACT));
    }

    private static Measurement measured(Window window, Direction direction) {
        var outcome =
                Detectors.named("statistical_test").orElseThrow().detect(window, settings(.1, 10, .05, .02), direction);
        return ((Measured) outcome).measurement();
    }

    /// A difference below the warning threshold is no regression however sure it is: .5 % here.
    @Test
    void statisticalTestLeavesSmallDifferencesAlone() {
        double[] lower = {100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 99.5, 99.5, 99.5, 99.5, 99.5};

        var outcome = detect("statistical_test", settings(.1, 10, .05, .02), Direction.HIGHER_IS_BETTER, lower);
        var strict = detect("statistical_test", settings(.1, 10, .05, .004), Direction.HIGHER_IS_BETTER, lower);

        assertThat(outcome).isInstanceOf(Steady.class);
        assertThat(strict).isInstanceOf(Regressed.class);
        assertThat(detail(outcome.measurement(), "adjusted_p_value")).isLessThan(.05);
    }

    /// An F test of two means against one is the square of the pooled t:
    /// `scipy.stats.ttest_ind(v[10:], v[:10], equal_var=True).pvalue` = 2 * 1.02314258361851e-11; each of the
    /// runs counts as a place that was tried. Clipping single points far out makes a little difference.
    @Test
    void changePointAllowsForAllPlaces() {
        var outcome = detect("change_point", settings(.1, 10, .2, .1), Direction.LOWER_IS_BETTER, STEP);

        var measured = outcome.measurement();
        assertThat(outcome).isInstanceOf(Regressed.class);
        assertThat(measured.changePoint()).isEqualTo(10);
        assertThat(measured.details()).containsEntry("autocorrelation", 0.0).containsEntry("change_kind", "step");
        assertThat(measured.pValue()).isCloseTo(13 * 2 * 1.02314258361851e-11, withinPercentage(25));
        assertThat(measured.change()).isCloseTo((120 - 100.1) / 100.1, within(EXACT));
    }

    @Test
    void changePointTellsOfAnOldChangeWithoutCallingItNew() {
        var outcome = detect("change_point", settings(.1, 2, .2, .1), Direction.LOWER_IS_BETTER, STEP);

        assertThat(outcome).isInstanceOf(Steady.class);
        assertThat(outcome.measurement().changePoint()).isEqualTo(10);
    }

    /// `numpy.percentile(baseline, [10, 50, 90])`: 795.4, 812.5, 836.0
    @Test
    void percentileBasedComparesWithTheMiddleOfTheBaseline() {
        var outcome = detect("percentile_based", settings(.1, 10, .05, .02), Direction.LOWER_IS_BETTER, LATENCY);

        var measured = outcome.measurement();
        assertThat(outcome).isInstanceOf(Regressed.class);
        assertThat(detail(measured, "baseline_10th_percentile")).isCloseTo(795.4, within(EXACT));
        assertThat(detail(measured, "baseline_90th_percentile")).isCloseTo(836, within(EXACT));
        assertThat(measured.baseline()).isEqualTo(812.5);
        assertThat(measured.change()).isCloseTo(846 / 812.5 - 1, within(EXACT));
    }

    @Test
    void percentileBasedForgetsWhatIsOlderThanItsDays() {
        var detector = Detectors.named("percentile_based").orElseThrow();
        double[] baseline = {1, 1, 1, 10, 10, 10, 10, 10};
        double[] age = {9, 8, 7, 6.9, 5, 4, 3, 0};

        var outcome = detector.detect(
                new Window(baseline, age, new double[] {10, 10, 10}, 0), Settings.usual(), Direction.LOWER_IS_BETTER);

        assertThat(((Steady) outcome).measurement().details().get("baseline_points"))
                .isEqualTo(5);
    }

    /// mean(120, 118.5, 121.5) = 120 against mean(100 .. ) = 100: 20 %, exactly the threshold
    @Test
    void thresholdBasedCountsTheThresholdItself() {
        double[] series = {99, 101, 100, 98, 102, 120, 118.5, 121.5};

        var outcome = detect("threshold_based", settings(.2, 10, .5, .2), Direction.LOWER_IS_BETTER, series);
        var calmer = detect("threshold_based", settings(.21, 10, .5, .2), Direction.LOWER_IS_BETTER, series);

        assertThat(outcome).isInstanceOf(Regressed.class);
        assertThat(outcome.severity()).isEqualTo(Severity.WARNING);
        assertThat(outcome.measurement().confidence()).isEqualTo(1);
        assertThat(calmer).isInstanceOf(Steady.class);
        assertThat(calmer.measurement().confidence()).isCloseTo(.2 / .21, within(EXACT));
    }

    /// The average of the five runs before is 2; the eight ones before those no longer count.
    @Test
    void rollingAverageForgetsWhatIsOlderThanItsWindow() {
        double[] series = {1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2.2, 2.1};

        var five = detect("rolling_average", settings(.15, 5, .3, .15), Direction.LOWER_IS_BETTER, series);
        var thirteen = detect("rolling_average", settings(.15, 13, .3, .15), Direction.LOWER_IS_BETTER, series);

        assertThat(five).isInstanceOf(Steady.class);
        assertThat(five.measurement().baseline()).isEqualTo(2);
        assertThat(thirteen).isInstanceOf(Regressed.class);
        assertThat(thirteen.measurement().baseline()).isCloseTo(18.0 / 13, within(EXACT));
    }
}
