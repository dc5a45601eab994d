package io.llmlab.regression.finding;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.config.Watch;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.SeverityThresholds;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Settings SETTINGS = new Settings(.2, .95, 5, 7, 5, new SeverityThresholds(.3, .1));

    private static Evaluation look(String method, @Nullable Boolean higherIsBetter, double... values) {
        return look(method, SETTINGS, higherIsBetter, values);
    }

    private static Evaluation look(
            String method, Settings settings, @Nullable Boolean higherIsBetter, double... values) {
        var series = new Series(1, 7, "gsm8k", "custom", "value", "aa", null, higherIsBetter);
        var points = points(0, values);
        var split = Math.max(0, points.size() - 3);
        var stretch =
                new Stretch(List.copyOf(points.subList(0, split)), List.copyOf(points.subList(split, points.size())));
        return Evaluation.of(series, Watch.of(method, settings), stretch);
    }

    private static List<Point> points(int firstDay, double... values) {
        var points = new ArrayList<Point>();
        for (double value : values) {
            var at = START.plus(Duration.ofDays(firstDay + points.size()));
            points.add(new Point(new Position(at, firstDay + points.size()), value, null, null));
        }
        return points;
    }

    @Test
    void isBackOnlyWithinTheWarningThreshold() {
        assertThat(look("threshold_based", true, 1, 1, 1, 1, 1, .7, .7, .7).isBack())
                .isFalse();
        assertThat(look("threshold_based", true, 1, 1, 1, 1, 1, .85, .85, .85).isBack())
                .isFalse();
        assertThat(look("threshold_based", true, 1, 1, 1, 1, 1, .95, .95, .95).isBack())
                .isTrue();
        assertThat(look("threshold_based", true, 1, 1, 1, 1, 1, 1.5, 1.5, 1.5).isBack())
                .isTrue();
    }

    /// An eighth is exact in binary, so that the edge is the edge.
    @Test
    void isNotBackAtTheWarningThresholdItself() {
        var eighth = new Settings(.5, .95, 5, 7, 5, new SeverityThresholds(.5, .125));

        assertThat(look("threshold_based", eighth, true, 1, 1, 1, 1, 1, .875, .875, .875)
                        .isBack())
                .isFalse();
        assertThat(look("threshold_based", eighth, true, 1, 1, 1, 1, 1, .876, .876, .876)
                        .isBack())
                .isTrue();
    }

    /// Not unlikely enough to open a finding, too unlikely to end one.
    @Test
    void neitherFindsNorEndsWhatLiesBetween() {
        var between = look("auto", true, .8, .805, .795, .8, .802, .798, .8, .803, .792, .792, .792);

        assertThat(between.isFinding()).isFalse();
        assertThat(requireNonNull(between.requireMeasurement().pValue())).isBetween(.001, .05);
        assertThat(between.isBack()).isFalse();
        assertThat(look("auto", true, .8, .805, .795, .8, .802, .798, .8, .803, .798, .799, .798)
                        .isBack())
                .isTrue();
    }

    /// Of a level near 0 every move is a large part.
    @Test
    void isBackWhereNoiseHidesTheMoveOfALevelNearZero() {
        double[] before = {.3, -.2, .1, -.4, .25, -.05, .15, -.1, .2, -.25};

        assertThat(look("auto", true, followed(before, -.1, .05, -.05)).isBack())
                .isTrue();
        assertThat(look("auto", null, followed(before, .1, -.05, .05)).isBack()).isTrue();
        assertThat(look("auto", true, followed(before, -.5, -.45, -.55)).isBack())
                .isFalse();
    }

    private static double[] followed(double[] before, double... newest) {
        return DoubleStream.concat(Arrays.stream(before), Arrays.stream(newest)).toArray();
    }

    @Test
    void isBackOnEitherSideWithoutADirection() {
        assertThat(look("threshold_based", null, 1, 1, 1, 1, 1, 1.15, 1.15, 1.15)
                        .isBack())
                .isFalse();
        assertThat(look("threshold_based", null, 1, 1, 1, 1, 1, 1.05, 1.05, 1.05)
                        .isBack())
                .isTrue();
    }

    @Test
    void isBackAtZeroWhereTheBaselineIsZero() {
        assertThat(look("threshold_based", false, 0, 0, 0, 0, 0, 0, 0, 0).isBack())
                .isTrue();
        assertThat(look("threshold_based", false, 0, 0, 0, 0, 0, 1, 1, 1).isBack())
                .isFalse();
    }

    @Test
    void isNotBackWhereNothingCanBeSaid() {
        assertThat(look("threshold_based", true, 1, 1).isBack()).isFalse();
    }

    /// A finding that goes on for a month leaves the runs before it as the baseline.
    @Test
    void measuresAgainstABaselineThatEndedLongAgo() {
        var before = points(0, 1, 1.01, 1, .99, 1, 1.01);
        var now = points(40, .8, .81, .8);
        var series = new Series(1, 7, "gsm8k", "custom", "value", "aa", null, true);

        var evaluation = Evaluation.of(series, Watch.of("percentile_based", SETTINGS), new Stretch(before, now));

        assertThat(evaluation.isFinding()).isTrue();
        assertThat(evaluation.requireMeasurement().baseline()).isEqualTo(1);
    }

    @Test
    void beginsAtTheChangePointOrElseWithTheRecentRuns() {
        double[] early = {1, 1.01, 1, .99, 1, 1.01, .5, .51, .5, .49};

        assertThat(look("change_point", true, early).onset().runId()).isEqualTo(6);
        assertThat(look("statistical_test", true, early).onset().runId()).isEqualTo(7);
    }

    @Test
    void storesDetailsAsTheyAre() throws JsonProcessingException {
        var details = look("statistical_test", true, 1, 1.1, 1, .9, 1, .5, .5, .4)
                .requireMeasurement()
                .details();
        var converter = new DetailsConverter();

        var stored = converter.convertToDatabaseColumn(details);
        var again = converter.convertToDatabaseColumn(converter.convertToEntityAttribute(stored));

        var json = new ObjectMapper();
        assertThat(json.readTree(again)).isEqualTo(json.readTree(stored)).hasSize(details.size());
    }
}
