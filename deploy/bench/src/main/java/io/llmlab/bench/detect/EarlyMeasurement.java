package io.llmlab.bench.detect;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.regression.detect.simulation.Noise;
import io.llmlab.regression.detect.simulation.SameItems;
import io.llmlab.regression.detect.simulation.Watching;
import java.util.List;

/// What is seen in a young series, and whether the alarm rate is kept there too.
record EarlyMeasurement(int series, Report report) {

    private static final int YOUNG = 20;

    void run() {
        report.heading("A young series: auto from its first look on");
        report.note("%,d series a line".formatted(series));
        for (var noise : Noise.values()) {
            addAlarms(noise);
        }
        for (var stable : List.of(5, 10)) {
            addPower(stable, 4, 1);
            addPower(stable, 4, 3);
            addPower(stable, 4, 10);
            addPower(stable, 3, 10);
            addPower(stable, 2, 20);
        }
        report.add(Figure.atMost(
                "alarms with the second run, same 1,000 items, no change",
                SameItems.STABLE.calledByAuto(series).perThousand(),
                "per 1,000",
                1));
        report.add(Figure.of(
                "after 1 run, same 1,000 items, 80 to 77.5 %, with its first run",
                SameItems.WORSE.calledByAuto(series).value(), ""));
    }

    private void addAlarms(Noise noise) {
        var what = "alarms in the first %d runs, %s, harm".formatted(YOUNG, noise.label());
        var alarms = Watching.alarms(noise, noise.better(), YOUNG, series).perThousand();
        report.add(
                switch (noise) {
                    case GAUSSIAN, LOG_NORMAL, BINOMIAL_50, BINOMIAL_200, BINOMIAL_1000 ->
                        Figure.atMost(what, alarms, "per 1,000", 1);
                    case CORRELATED_4 -> Figure.atMost(what, alarms, "per 1,000", 3);
                    case STUDENT_3, CORRELATED_2, CORRELATED_6, DAILY -> Figure.of(what, alarms, "per 1,000");
                });
    }

    private void addPower(int stable, double deviations, int within) {
        report.add(Figure.of(
                "after %d runs, %.0f sigma within %d run%s"
                        .formatted(stable, deviations, within, within == 1 ? "" : "s"),
                Watching.seen(Noise.GAUSSIAN, stable, deviations, within, series)
                        .value(),
                ""));
    }
}
