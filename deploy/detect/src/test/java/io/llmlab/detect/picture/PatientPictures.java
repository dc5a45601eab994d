package io.llmlab.detect.picture;

import static io.llmlab.detect.picture.Ink.ALARM;
import static io.llmlab.detect.picture.Ink.BASELINE;
import static io.llmlab.detect.picture.Ink.LIMIT;
import static io.llmlab.detect.picture.Ink.SEEN;

import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.detect.segment.Segmenter;
import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;

/// Pictures of the methods that know a metric's family or divide a series.
final class PatientPictures {

    private PatientPictures() {}

    static Drawn auto() {
        var series = RealSeries.measured("robust_series.json");
        var looks = Looks.of("auto", series, Settings.usual());
        var until = 90;
        var alarm = looks.alarms(until).getFirst();
        var said = looks.measuredAfter(alarm);
        var onset = Objects.requireNonNull(said.changePoint());
        var first = Math.max(0, alarm - 66);
        var chart = Pictures.chart(series, 0, until, "auto: the current regime is the baseline")
                .stretch(
                        first + onset - Pictures.number(said.details().get("baseline_points")) - .5,
                        first + onset - .5,
                        BASELINE,
                        "baseline")
                .runs(0, series.part(0, until));
        return new Drawn(
                "auto",
                chart.moment(first + (double) onset, SEEN, "where it began")
                        .moment(alarm, ALARM, "alarm")
                        .svg("A series that got better and then fell back; the fall is told"),
                looks.after(alarm));
    }

    static Drawn changePoint() {
        var series = RealSeries.measured("otava_tigerbeetle.json");
        var looks = Looks.of("change_point", series, Settings.usual());
        var until = 67;
        var alarm = looks.alarms(until).getFirst();
        var seen = Segmenter.segment(Observations.of(series.family(), series.part(0, until)), .05, 0);
        var chart = Pictures.chart(series, 0, until, "change_point: levels, and single runs far out")
                .runs(0, series.part(0, until));
        seen.regimes()
                .forEach(regime -> chart.line(
                        BASELINE,
                        "",
                        "regimes, as seen after run 66",
                        regime.from() - .5,
                        regime.start(),
                        regime.to() + .5,
                        regime.end()));
        seen.spikes().forEach(run -> chart.ring(run, series.values()[run], SEEN, "spike"));
        return new Drawn(
                "change_point",
                chart.moment(alarm, ALARM, "alarm")
                        .svg("Three levels with a spike in the first; the fall to the second is told"),
                looks.after(alarm));
    }

    /// Where the next run must not lie: the far end of the interval, worked out from what the method tells.
    static Drawn newRun() {
        var series = RealSeries.measured("mad_series.json");
        var looks = Looks.of("new_run", series, Settings.usual());
        var from = 40;
        var until = 110;
        var alarm = looks.alarms(until).getFirst();
        // What was found once is no part of the baseline.
        var later = Looks.of("new_run", series.without(alarm), Settings.usual());
        var limits = new ArrayList<Double>();
        for (var run = from; run < until; run++) {
            limits.add((double) run);
            limits.add(limit(run > alarm ? later : looks, run));
        }
        var chart = Pictures.chart(series, from, until, "new_run: one run beyond where a run should lie")
                .line(
                        LIMIT,
                        "dash ",
                        "lower limit for each run, from those before it",
                        limits.stream().mapToDouble(Double::doubleValue).toArray())
                .runs(from, series.part(from, until))
                .ring(alarm, series.values()[alarm], ALARM, "alarm");
        return new Drawn(
                "new_run", chart.svg("Runs within their limit, and a single one far below it"), looks.after(alarm));
    }

    private static double limit(Looks looks, int run) {
        var said = looks.measuredAfter(run);
        var t = Pictures.number(said.details().get("t_statistic"));
        var error = Math.abs(Math.log(said.current() / said.baseline()) / t);
        var tail = new TDistribution(null, Pictures.number(said.details().get("degrees_of_freedom")));
        return said.baseline()
                * Math.exp(error
                        * tail.inverseCumulativeProbability(looks.settings().alarmRate()));
    }

    static Drawn trend() {
        var all = RealSeries.checkpoints("70m", "lambada_openai", 53_000);
        var looks = Looks.of("trend", all, Settings.usual());
        var alarm = looks.alarms(all.runs()).getFirst();
        var said = looks.measuredAfter(alarm);
        var steps = all.runs() - 1;
        var chart = new Chart(
                        "trend: a slow fall that no two neighbours show",
                        new Axis(43, 153, 10, "%.0f", "training step, thousands"),
                        new Axis(.16, .27, .02, "%.2f", "accuracy"))
                .line(BASELINE, "", "median slope", 53, said.baseline(), 53 + 10.0 * steps, said.current());
        IntStream.rangeClosed(0, steps).forEach(run -> {
            var reach = 1.96 * all.errors()[run];
            var at = 53 + 10.0 * run;
            chart.line(
                            SEEN,
                            "thin ",
                            "95 % error of the run's samples",
                            at,
                            all.values()[run] - reach,
                            at,
                            all.values()[run] + reach)
                    .ring(at, all.values()[run], BASELINE, "checkpoint");
        });
        return new Drawn(
                "trend",
                chart.moment(53 + 10.0 * alarm, ALARM, "alarm")
                        .svg("Ten accuracies that fall from .25 to .18, with a straight line through them"),
                looks.after(alarm));
    }
}
