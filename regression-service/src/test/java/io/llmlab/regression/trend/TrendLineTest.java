package io.llmlab.regression.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendLineTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final double EXACT = 1e-9;

    private static List<Point> points(double[] days, double... values) {
        var points = new ArrayList<Point>();
        for (int i = 0; i < values.length; i++) {
            var at = START.plus(Duration.ofMinutes(Math.round(days[i] * 24 * 60)));
            points.add(new Point(new Position(at, i), values[i], null, null));
        }
        return points;
    }

    /// `scipy.stats.linregress(range(6), y)`: slope -0.015714285714285715, rvalue -0.9220179477747357, pvalue
    /// 0.008884688457602565; `linregress([0,1,2,4,7,8], y)`: slope -0.0090625
    @Test
    void isTheLeastSquaresLine() {
        var trend = TrendLine.through(points(new double[] {0, 1, 2, 4, 7, 8}, .5, .52, .49, .47, .46, .43));

        assertThat(trend.dataPoints()).isEqualTo(6);
        assertThat(trend.slope()).isCloseTo(-0.015714285714285715, within(EXACT));
        assertThat(trend.slopePerDay()).isCloseTo(-0.0090625, within(EXACT));
        assertThat(trend.rSquared()).isCloseTo(0.9220179477747357 * 0.9220179477747357, within(EXACT));
        assertThat(trend.trendStrength()).isCloseTo(0.9220179477747357, within(EXACT));
        assertThat(trend.pValue()).isCloseTo(0.008884688457602565, within(EXACT));
        assertThat(trend.trendDirection()).isEqualTo(TrendDirection.DECREASING);
        assertThat(trend.changePercent()).isCloseTo(-.14, within(EXACT));
        assertThat(trend.timestamps().last()).isEqualTo(START.plus(Duration.ofDays(8)));
    }

    @Test
    void isStableWhereTheSlopeMayBeChance() {
        var trend = TrendLine.through(points(new double[] {0, 1, 2, 3}, .5, .52, .49, .51));

        assertThat(trend.trendDirection()).isEqualTo(TrendDirection.STABLE);
    }

    @Test
    void isStableForAConstantWithoutNaN() {
        for (double constant : new double[] {0, .1, 812.5}) {
            var trend = TrendLine.through(points(new double[] {0, 1, 2, 3}, constant, constant, constant, constant));

            assertThat(trend.trendDirection()).isEqualTo(TrendDirection.STABLE);
            assertThat(trend.rSquared()).isZero();
            assertThat(trend.pValue()).isEqualTo(1);
            assertThat(trend.slope()).isCloseTo(0, within(EXACT));
        }
    }

    @Test
    void isSureOfAStraightLine() {
        var trend = TrendLine.through(points(new double[] {0, 1, 2, 3}, 1, 2, 3, 4));

        assertThat(trend.pValue()).isLessThan(1e-6);
        assertThat(trend.trendDirection()).isEqualTo(TrendDirection.INCREASING);
    }

    @Test
    void hasNoSlopePerDayWhereAllRunsAreOfOneMoment() {
        var trend = TrendLine.through(points(new double[] {0, 0, 0}, 0, 2, 3));

        assertThat(trend.slopePerDay()).isNull();
        assertThat(trend.changePercent()).isNull();
    }

    @Test
    void namesSeriesAsTheOriginalUnlessThatIsAmbiguous() {
        var full = new Series(1, 7, "gsm8k", "accuracy", "overall_accuracy", "aa", null, true);
        var quick = new Series(2, 7, "gsm8k", "accuracy", "overall_accuracy", "bb", null, true);
        var other = new Series(3, 7, "mmlu", "accuracy", "overall_accuracy", "aa", null, true);

        var one = TrendKeys.of(List.of(full, quick));
        assertThat(one.keyOf(full)).isEqualTo("accuracy_overall_accuracy");
        assertThat(one.keyOf(quick)).isEqualTo("accuracy_overall_accuracy#bb");
        var several = TrendKeys.of(List.of(full, quick, other));
        assertThat(several.keyOf(full)).isEqualTo("accuracy_overall_accuracy@gsm8k");
        assertThat(several.keyOf(other)).isEqualTo("accuracy_overall_accuracy@mmlu");
        assertThat(several.keyOf(quick)).isEqualTo("accuracy_overall_accuracy@gsm8k#bb");
    }
}
