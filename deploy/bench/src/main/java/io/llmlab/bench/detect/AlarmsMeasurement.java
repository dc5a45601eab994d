package io.llmlab.bench.detect;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.simulation.Noise;
import io.llmlab.regression.detect.simulation.Rate;
import io.llmlab.regression.detect.simulation.Unsaid;
import io.llmlab.regression.detect.simulation.Watching;

/// How often somebody is told of a change in a series that has none, looking after every run.
record AlarmsMeasurement(int series, Report report) {

    private static final int RUNS = 100;

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
