package io.llmlab.regression.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.platform.http.JsonConventions;
import io.llmlab.regression.config.ConfigRequest;
import io.llmlab.regression.config.Watches;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.dryrun.DryRunView.OneAlarm;
import io.llmlab.regression.series.Period;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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
        return view(new DryRun(new Period(90), since, watches, series, stored, Set.of()));
    }

    private static DryRunView view(DryRun run) {
        return run.view(run.affordable().stream()
                .map(rehearsals -> rehearsals.stream()
                        .map(rehearsal -> rehearsal.replayed(Map.of()))
                        .toList())
                .toList());
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

    /// A run of 400 items counts as three looks more: its items, and that they are looked at.
    @Test
    void countsItemsAsLooksWhereTheyAreKept() {
        var points = points(100, 200);
        var kept = LongStream.range(1050, 1100).boxed().collect(Collectors.toSet());
        var paired = ItemBudget.taken(points, kept);

        assertThat(paired).hasSize(50).startsWith(1099L).endsWith(1050L);
        assertThat(ItemBudget.cost(points, paired)).isEqualTo(150);
    }

    @Test
    void comparesItemsOfTheNewestRunsWhereThereAreTooManyOfThem() {
        var points = points(1067, 2000);
        var many = points.stream()
                .map(point -> new Point(point.position(), point.value(), null, 10_000))
                .toList();
        var kept = many.stream().map(point -> point.position().runId()).collect(Collectors.toSet());

        assertThat(ItemBudget.taken(many, kept)).hasSize(ItemBudget.MOST_ITEMS / 10_000);
    }

    /// 14 of 200 items are lost with the run of hour 4 and those after it.
    @Test
    void comparesItemsAsOnArrival() {
        var items = new HashMap<Long, ItemScores>();
        var points = new ArrayList<Point>();
        for (var hour = 0; hour < 6; hour++) {
            var scores = new ItemScores(LongStream.range(0, 200).toArray(), right(hour < 4 ? 0 : 14, 160));
            items.put(1000L + hour, scores);
            points.add(new Point(new Position(hour(hour), 1000L + hour), scores.mean(), null, 200));
        }
        var run = new DryRun(
                new Period(90), START, auto("accuracy"), List.of(series(1)), Map.of(1L, points), items.keySet());

        var done = run.affordable().getFirst().getFirst().replayed(items);

        assertThat(done.looksWithItems()).isEqualTo(6);
        assertThat(done.alarms()).extracting(OneAlarm::runId).containsExactly(1004L);
        assertThat(run.affordable().getFirst().getFirst().replayed(Map.of()).alarms())
                .isEmpty();
    }

    private static double[] right(int from, int to) {
        var scores = new double[200];
        Arrays.fill(scores, from, to, 1);
        return scores;
    }

    /// Three times as high as the noise. A run a day, as it was before times were known, is never told.
    @Test
    void takesOutASeasonByTheTimesOfTheRuns() {
        var hourly = latencies(Duration.ofHours(1));
        var daily = latencies(Duration.ofDays(1));

        assertThat(alarms(hourly)).isNotEmpty().allMatch(run -> run >= 1100 && run < 1104);
        assertThat(alarms(daily)).noneMatch(run -> run < 1104);
    }

    private static List<Long> alarms(List<Point> points) {
        var series = new Series(1, 7, "gsm8k", "latency", "mean_latency_ms", "s", null, false);
        var run = new DryRun(new Period(90), START, auto("latency"), List.of(series), Map.of(1L, points), Set.of());
        return view(run).series().getFirst().alarms().stream()
                .map(OneAlarm::runId)
                .toList();
    }

    /// That rise by four times the noise after a hundred runs.
    private static List<Point> latencies(Duration apart) {
        var random = new Random(5);
        return IntStream.range(0, 110)
                .mapToObj(run -> new Point(
                        new Position(START.plus(apart.multipliedBy(run)), 1000 + run),
                        800
                                * Math.exp(.15 * Math.sin(2 * Math.PI * run / 24)
                                        + (run < 100 ? 0 : .2)
                                        + .05 * random.nextGaussian()),
                        null,
                        null))
                .toList();
    }

    private static Watches auto(String type) {
        var mapper = JsonConventions.mapper();
        var json = mapper.createObjectNode()
                .put("method", "auto")
                .put("metric_type", type)
                .put("metric_name", "*");
        return Watches.of(List.of(mapper.convertValue(json, ConfigRequest.class)), START);
    }

    @Test
    void findsNothingByItemsWhereNoneAreKept() {
        var view = dryRun("paired_samples", START, List.of(series(1)), points(20, 10));

        assertThat(view.totals().looks()).isEqualTo(20);
        assertThat(view.series().getFirst().looksWithItems()).isZero();
        assertThat(view.totals().alarms()).isZero();
    }

    @Test
    void replaysNothingOfASeriesWithoutPoints() {
        var run = new DryRun(new Period(90), START, new Watches(List.of()), List.of(series(1)), Map.of(), Set.of());

        var view = view(run);

        assertThat(view.series()).isEmpty();
    }
}
