package io.llmlab.regression.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.platform.http.JsonConventions;
import io.llmlab.regression.config.ConfigRequest;
import io.llmlab.regression.config.Watches;
import io.llmlab.regression.series.Period;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DryRunTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /// Accuracies an hour apart that fall at one run.
    private static List<Point> points(int runs, int fallsAt) {
        return IntStream.range(0, runs)
                .mapToObj(run -> new Point(
                        new Position(START.plus(Duration.ofHours(run)), 1000 + run),
                        (run < fallsAt ? .8 : .6) + .01 * (run % 3),
                        null,
                        400))
                .toList();
    }

    private static Series series(long id) {
        return new Series(id, 7, "gsm8k", "accuracy", "overall_accuracy", "s" + id, null, true);
    }

    private static Instant hour(int hour) {
        return START.plus(Duration.ofHours(hour));
    }

    private static DryRunView dryRun(String method, Instant since, List<Series> series, List<Point> points) {
        var mapper = JsonConventions.mapper();
        var json = mapper.createObjectNode()
                .put("method", method)
                .put("metric_type", "accuracy")
                .put("metric_name", "*");
        var watches = Watches.of(List.of(mapper.convertValue(json, ConfigRequest.class)), START);
        var stored = series.stream().collect(Collectors.toMap(Series::id, _ -> points));
        return new DryRun(new Period(90), since, watches, series, stored).view();
    }

    @Test
    void tellsAfterWhichRunItWouldHaveAlarmedAndWhereItBegan() {
        var view = dryRun("auto", START, List.of(series(1)), points(60, 40));

        assertThat(view.totals().alarms()).isEqualTo(1);
        var alarm = view.series().getFirst().alarms().getFirst();
        assertThat(alarm.runId()).isBetween(1040L, 1042L);
        assertThat(alarm.onsetRunId()).isEqualTo(1040);
        assertThat(alarm.timestamp()).isEqualTo(hour((int) alarm.runId() - 1000));
        assertThat(alarm.onsetTimestamp()).isEqualTo(hour(40));
        assertThat(alarm.currentValue()).isLessThan(alarm.baselineValue());
        assertThat(alarm.changePercent()).isNegative();
        assertThat(alarm.pValue()).isLessThan(.001);
        assertThat(view.series().getFirst().looks()).isEqualTo(60);
    }

    @Test
    void takesRunsBeforeThePeriodForTheBaselineAlone() {
        var late = dryRun("auto", hour(30), List.of(series(1)), points(60, 40));
        var tooLate = dryRun("auto", hour(50), List.of(series(1)), points(60, 40));

        assertThat(late.totals().looks()).isEqualTo(30);
        assertThat(late.totals().alarms()).isEqualTo(1);
        assertThat(tooLate.totals().looks()).isEqualTo(10);
        assertThat(tooLate.totals().alarms()).isZero();
    }

    @Test
    void looksAtTheNewestThousandRunsAndSaysSo() {
        var stored = points(Past.MOST_STORED, 900);

        var past = Past.of(stored, START);
        var all = Past.of(stored.subList(0, 1000), START);

        assertThat(past.looks()).isEqualTo(1000);
        assertThat(past.isCut()).isTrue();
        assertThat(past.points()).hasSize(Past.MOST_STORED);
        assertThat(all.looks()).isEqualTo(1000);
        assertThat(all.isCut()).isFalse();
        assertThat(dryRun("auto", START, List.of(series(1)), stored).totals().seriesCut())
                .isEqualTo(1);
    }

    @Test
    void replaysAHundredSeriesAndCountsTheOthers() {
        var series = IntStream.range(0, 120).mapToObj(DryRunTest::series).toList();

        var view = dryRun("threshold_based", START, series, points(20, 30));

        assertThat(view.totals().series()).isEqualTo(100);
        assertThat(view.totals().seriesLeftOut()).isEqualTo(20);
        assertThat(view.totals().looks()).isEqualTo(2000);
    }

    @Test
    void looksNoMoreThanThirtyThousandTimes() {
        var series = IntStream.range(0, 40).mapToObj(DryRunTest::series).toList();

        var view = dryRun("threshold_based", START, series, points(1000, 2000));

        assertThat(view.totals().looks()).isEqualTo(30_000);
        assertThat(view.totals().seriesLeftOut()).isEqualTo(10);
    }

    @Test
    void saysThatItDoesNotReplayItems() {
        var view = dryRun("paired_samples", START, List.of(series(1)), points(20, 10));

        assertThat(view.totals().looks()).isZero();
        assertThat(view.totals().alarmsPerThousandLooks()).isNull();
    }

    @Test
    void replaysNothingOfASeriesWithoutPoints() {
        var view = new DryRun(new Period(90), START, new Watches(List.of()), List.of(series(1)), Map.of()).view();

        assertThat(view.series()).isEmpty();
    }
}
