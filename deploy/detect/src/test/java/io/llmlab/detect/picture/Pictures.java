package io.llmlab.detect.picture;

import static io.llmlab.detect.picture.Ink.ALARM;
import static io.llmlab.detect.picture.Ink.BASELINE;
import static io.llmlab.detect.picture.Ink.LIMIT;
import static io.llmlab.detect.picture.Ink.SEEN;

import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Measurement;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.SeverityThresholds;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.replay.NewLevel;
import io.llmlab.regression.detect.replay.Replay;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One picture for each method that looks at values, each from a real series.
final class Pictures {

    private static final String RUN = "run, counted from 0";
    private static final String BENCHMARK = "benchmark result";
    private static final String THOUSANDS = "%,.0f";
    private static final int OUTLIER = 10;

    private Pictures() {}

    private static Settings warningAt(double warning) {
        return new Settings(null, .95, 10, 7, 5, new SeverityThresholds(.2, warning));
    }

    static Drawn thresholdBased() {
        var series = RealSeries.measured("otava_tigerbeetle.json");
        var until = 30;
        // As the service does: what was found once is no part of the baseline.
        var alarms = Replay.alarms(
                Looks.of("threshold_based", series, Settings.usual()).method(),
                Settings.usual(),
                series.observations(until),
                Direction.HIGHER_IS_BETTER,
                NewLevel.ACCEPTED);
        var last = alarms.getLast();
        var said = last.outcome().measurement();
        var chart = newestAgainstBaseline(
                        series, last.at(), until, said, "threshold_based: by its size alone, noise or not")
                .line(LIMIT, "dash ", "10 % below", -.5, .9 * said.baseline(), until - .5, .9 * said.baseline());
        alarms.forEach(alarm -> chart.moment(alarm.at(), ALARM, "alarm"));
        chart.ring(OUTLIER, series.values()[OUTLIER], SEEN, "one wild run");
        return new Drawn(
                "threshold_based",
                chart.svg("A wild run and a lasting drop, each followed by an alarm"),
                last.outcome());
    }

    static Drawn statisticalTest() {
        var series = RealSeries.checkpoints("70m", "arc_easy", 3_000);
        var looks = Looks.of("statistical_test", series, warningAt(.05));
        var alarm = looks.alarms(series.runs()).getFirst();
        var said = looks.measuredAfter(alarm);
        var axis = new Axis(.32, .44, .02, "%.2f", "accuracy");
        var chart = newestAgainstBaseline(
                series,
                alarm,
                series.runs(),
                said,
                axis,
                "statistical_test: more than the runs differ among themselves");
        for (var run = 0; run < series.runs(); run++) {
            var reach = 1.96 * series.errors()[run];
            var value = series.values()[run];
            chart.line(SEEN, "thin ", "95 % error of a run's samples", run, value - reach, run, value + reach);
        }
        return new Drawn(
                "statistical_test",
                chart.moment(alarm, ALARM, "alarm")
                        .svg("Accuracies of 15 checkpoints; the newest three lie below those before"),
                looks.after(alarm));
    }

    static Drawn rollingAverage() {
        var series = RealSeries.measured("robust_series.json");
        var settings = new Settings(.03, .95, 10, 7, 5, SeverityThresholds.USUAL);
        var looks = Looks.of("rolling_average", series, settings);
        var from = 40;
        var until = 100;
        var alarms = looks.alarms(until);
        var places = IntStream.range(from, until)
                .mapToObj(run -> new double[] {run, looks.measuredAfter(run).baseline()})
                .flatMapToDouble(Arrays::stream)
                .toArray();
        var limit = places.clone();
        for (var at = 1; at < limit.length; at += 2) {
            limit[at] *= .97;
        }
        var chart = chart(series, from, until, "rolling_average: a baseline that follows")
                .runs(from, series.part(from, until))
                .line(BASELINE, "", "average of the 10 runs before the newest 3", places)
                .line(LIMIT, "dash ", "3 % below", limit);
        alarms.stream().filter(run -> run >= from).forEach(run -> chart.moment(run, ALARM, "alarm"));
        return new Drawn(
                "rolling_average",
                chart.svg("The averaged baseline falls with the series and is back at its level ten runs later"),
                looks.after(alarms.getFirst()));
    }

    static Drawn percentileBased() {
        var series = RealSeries.measured("otava_tigerbeetle.json");
        var settings = new Settings(null, .95, 10, 20, 5, new SeverityThresholds(.2, .03));
        var looks = Looks.of("percentile_based", series, settings);
        var from = 71;
        var until = 110;
        var alarm =
                looks.alarms(until).stream().filter(run -> run > 90).findFirst().orElseThrow();
        var details = looks.measuredAfter(alarm).details();
        var recent = alarm + 1 - Window.RECENT_RUNS;
        var runs = number(details.get("baseline_points"));
        var chart = chart(series, from, until, "percentile_based: outside of what eight in ten runs reached")
                .band(
                        recent - runs - .5,
                        recent - .5,
                        number(details.get("baseline_10th_percentile")),
                        number(details.get("baseline_90th_percentile")),
                        BASELINE,
                        "10th to 90th percentile of 20 days")
                .runs(from, series.part(from, until))
                .line(
                        ALARM,
                        "",
                        "newest 3, averaged",
                        recent - .5,
                        series.mean(recent, alarm + 1),
                        alarm + .5,
                        series.mean(recent, alarm + 1))
                .moment(alarm, ALARM, "alarm");
        return new Drawn(
                "percentile_based",
                chart.svg("The average of the newest three runs lies below the tenth percentile"),
                looks.after(alarm));
    }

    static double number(@Nullable Object detail) {
        return ((Number) Objects.requireNonNull(detail)).doubleValue();
    }

    static Chart chart(RealSeries series, int from, int until, String title) {
        return new Chart(
                title, Axis.ofRuns(from, until, RUN), Axis.around(series.part(from, until), THOUSANDS, BENCHMARK));
    }

    private static Chart newestAgainstBaseline(RealSeries series, int run, int until, Measurement said, String title) {
        return newestAgainstBaseline(
                series, run, until, said, Axis.around(series.part(0, until), THOUSANDS, BENCHMARK), title);
    }

    /// The newest three runs as a line, and the runs before them shaded, with their average. Of several windows this is
    /// the one that decided.
    private static Chart newestAgainstBaseline(
            RealSeries series, int run, int until, Measurement said, Axis up, String title) {
        var recent = run + 1 - Window.RECENT_RUNS;
        return new Chart(title, Axis.ofRuns(0, until, RUN), up)
                .stretch(-.5, recent - .5, BASELINE, "baseline and its average")
                .line(BASELINE, "", "", -.5, said.baseline(), recent - .5, said.baseline())
                .runs(0, series.part(0, until))
                .line(ALARM, "", newest(said), recent - .5, said.current(), run + .5, said.current());
    }

    private static String newest(Measurement said) {
        if (!said.details().containsKey("windows")) {
            return "newest 3, averaged";
        }
        if (number(said.details().get("recent_points")) != Window.RECENT_RUNS) {
            throw new IllegalStateException("Another window decided: " + said.details());
        }
        return "newest 3, the window that decided";
    }
}
