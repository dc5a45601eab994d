package io.llmlab.regression.detect.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.regression.detect.scale.Family;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmenterTest {

    private static final int SERIES = 500;

    private static double[] gaussian(long seed, int n) {
        var random = new Random(seed);
        return IntStream.range(0, n).mapToDouble(_ -> random.nextGaussian()).toArray();
    }

    private static double[] shifted(double[] series, int from, double by) {
        return IntStream.range(0, series.length)
                .mapToDouble(i -> i < from ? series[i] : series[i] + by)
                .toArray();
    }

    private static List<Integer> places(double[] series) {
        return Segmenter.segment(series, Family.REAL).changes().stream()
                .map(Change::index)
                .toList();
    }

    private static long alarmed(Function<Random, double[]> source) {
        return IntStream.range(0, SERIES)
                .filter(seed -> !places(source.apply(new Random(seed))).isEmpty())
                .count();
    }

    private static double[] correlated(Random random, double correlation) {
        var series = new double[100];
        series[0] = random.nextGaussian() / Math.sqrt(1 - correlation * correlation);
        for (int i = 1; i < series.length; i++) {
            series[i] = correlation * series[i - 1] + random.nextGaussian();
        }
        return series;
    }

    /// At a true rate of 1 % more than 12 of 500 come in fewer than 1 of 500 such tests, at 5 % more than 40 too.
    @Test
    void findsNoChangeInStableSeries() {
        assertThat(alarmed(random -> correlated(random, 0))).isLessThanOrEqualTo(12);
        assertThat(alarmed(random -> correlated(random, .4))).isLessThanOrEqualTo(40);
    }

    @Test
    void findsAStepWithItsPlaceAndSize() {
        var change = Segmenter.segment(shifted(gaussian(1, 100), 60, 5), Family.REAL)
                .changes()
                .getFirst();

        assertThat(change.index()).isBetween(59, 61);
        assertThat(change.earliest()).isLessThanOrEqualTo(60);
        assertThat(change.latest()).isGreaterThanOrEqualTo(60);
        assertThat(change.size()).isBetween(4.0, 6.0);
        assertThat(change.pValue()).isLessThan(1e-6);
    }

    @Test
    void saysHowManyPointsAreMissing() {
        assertThat(Segmenter.segment(new double[] {1, 2, Double.NaN, 3}, Family.REAL)
                        .missing())
                .isEqualTo(Segmenter.LEAST_POINTS - 3);
    }

    @Test
    void reportsASpikeAsSpikeAndNotAsChange() {
        var constant = new double[40];
        Arrays.fill(constant, 7);
        constant[20] = 9;

        var segmentation = Segmenter.segment(constant, Family.REAL);

        assertThat(segmentation.changes()).isEmpty();
        assertThat(segmentation.spikes()).containsExactly(20);
    }

    /// More than half of the points are equal, so that the others lie far beyond the typical deviation.
    @Test
    void takesNoNoisyRegimeForSpikes() {
        var series = gaussian(8, 40);
        Arrays.fill(series, 15, 40, 9);

        var segmentation = Segmenter.segment(series, Family.REAL);

        assertThat(segmentation.changes()).extracting(Change::index).containsExactly(15);
        assertThat(segmentation.spikes()).hasSizeLessThan(3);
    }

    @Test
    void findsNothingInAConstantSeriesOfAnyFamily() {
        for (var family : Family.values()) {
            for (var value : new double[] {0, .1, 1}) {
                var constant = new double[40];
                Arrays.fill(constant, value);
                assertThat(Segmenter.segment(constant, family).changes()).isEmpty();
            }
        }
    }

    @Test
    void findsAStepWithoutAnyNoise() {
        assertThat(places(shifted(new double[40], 25, 1))).containsExactly(25);
    }

    @Test
    void refersToPlacesOfTheSeriesAsGiven() {
        var series = shifted(gaussian(2, 80), 50, 8);
        series[10] = Double.NaN;
        series[30] = Double.POSITIVE_INFINITY;

        var segmentation = Segmenter.segment(series, Family.REAL);

        assertThat(segmentation.leftOut()).containsExactly(10, 30);
        assertThat(segmentation.changes()).extracting(Change::index).containsExactly(50);
    }

    @Test
    void dependsNeitherOnUnitNorOnOrigin() {
        var series = shifted(gaussian(3, 100), 40, 3);
        var other = Arrays.stream(series).map(value -> 1_000 - 64 * value).toArray();

        assertThat(places(other)).isEqualTo(places(series)).isNotEmpty();
    }

    @Test
    void dependsOnNoUnitOfAPositiveSeries() {
        var series = Arrays.stream(shifted(gaussian(4, 100), 40, 4))
                .map(value -> Math.exp(.1 * value))
                .toArray();
        var seconds = Segmenter.segment(series, Family.POSITIVE).changes();
        var millis = Segmenter.segment(
                        Arrays.stream(series).map(value -> 1_000 * value).toArray(), Family.POSITIVE)
                .changes();

        assertThat(millis)
                .extracting(Change::index)
                .containsExactlyElementsOf(seconds.stream().map(Change::index).toList());
        assertThat(seconds).isNotEmpty();
    }

    @Test
    void cutsADriftNotIntoSteps() {
        var drift = gaussian(5, 100);
        for (int i = 0; i < drift.length; i++) {
            drift[i] += .2 * i;
        }

        assertThat(places(drift)).isEmpty();
    }

    @Test
    void standsTheLargestNumbers() {
        var series = shifted(new double[40], 20, Double.MAX_VALUE);

        assertThat(places(series)).containsExactly(20);
    }

    @Test
    void findsAStepInALongSeries() {
        assertThat(places(shifted(gaussian(6, 5_000), 3_001, 3))).hasSize(1).allMatch(at -> Math.abs(at - 3_001) < 6);
    }

    /// A step of one standard deviation in the middle of a hundred points is 5 standard errors: a drift, which fits
    /// three quarters as well, must not take its place.
    @Test
    void takesASmallStepForNoDrift() {
        var seen = IntStream.range(0, 100)
                .filter(seed ->
                        places(shifted(gaussian(seed, 100), 50, 1)).stream().anyMatch(at -> Math.abs(at - 50) <= 10))
                .count();

        assertThat(seen).isGreaterThan(50);
    }

    /// Growth that bends a little everywhere, as that of a population does.
    @Test
    void takesNoBendOfASmoothGrowthForARegime() {
        var growth = IntStream.range(0, 300)
                .mapToDouble(year -> 1_000 * Math.exp(.002 * year))
                .toArray();

        assertThat(places(growth)).isEmpty();
    }
}
