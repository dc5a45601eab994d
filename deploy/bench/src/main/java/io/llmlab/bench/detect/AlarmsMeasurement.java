package io.llmlab.bench.detect;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.simulation.Noise;
import io.llmlab.regression.detect.simulation.Rate;
import io.llmlab.regression.detect.simulation.Shares;
import io.llmlab.regression.detect.simulation.Unsaid;
import io.llmlab.regression.detect.simulation.Watching;
import java.util.List;

/// How often somebody is told of a change in a series that has none, looking after every run.
record AlarmsMeasurement(int series, Report report) {

    private static final int RUNS = 100;
    private static final List<Double> RARE = List.of(.001, .002, .005, .01, .02);
    private static final List<Integer> ITEMS = List.of(50, 100, 200, 1_000);

    void run() {
        report.heading("Alarms on stable series, looking after every run by auto with its defaults, floor 0");
        report.note("%,d series of %d runs a line; harm: only moves for the worse are told".formatted(series, RUNS));
        for (var noise : Noise.values()) {
            add(noise, "both directions", Watching.alarms(noise, Direction.NONE, RUNS, series));
            add(noise, "harm", Watching.alarms(noise, noise.better(), RUNS, series));
        }
        for (var unsaid : Unsaid.values()) {
            var what = "%s in 0 to 1, family guessed".formatted(unsaid.label());
            report.add(Figure.of(what, unsaid.alarms(RUNS, series).perThousand(), "per 1,000"));
        }
        report.heading("Alarms on stable shares of rare failures, harm, floor 0");
        for (var chance : RARE) {
            for (var items : ITEMS) {
                var alarms = Watching.alarms(
                        new Shares(chance, items, 0), Direction.LOWER_IS_BETTER, RUNS, series / ITEMS.size());
                report.add(Figure.atMost(
                        "%s failing of %,d items".formatted(chance, items), alarms.perThousand(), "per 1,000", 1));
            }
        }
    }

    private void add(Noise noise, String told, Rate alarms) {
        var what = "%s, %s".formatted(noise.label(), told);
        report.add(
                switch (noise) {
                    case GAUSSIAN, LOG_NORMAL, BINOMIAL_50, BINOMIAL_200, BINOMIAL_1000 ->
                        Figure.atMost(what, alarms.perThousand(), "per 1,000", 1);
                    case CORRELATED_4 -> Figure.atMost(what, alarms.perThousand(), "per 1,000", 3);
                    case STUDENT_3, CORRELATED_2, CORRELATED_6, DAILY ->
                        Figure.of(what, alarms.perThousand(), "per 1,000");
                });
    }
}
