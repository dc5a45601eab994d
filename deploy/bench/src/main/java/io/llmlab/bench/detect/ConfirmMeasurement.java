package io.llmlab.bench.detect;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.regression.detect.simulation.Confirming;
import io.llmlab.regression.detect.simulation.Noise;
import java.util.List;

/// What it is worth to repeat a suspected run before anybody hears of it.
record ConfirmMeasurement(int series, Report report) {

    private static final int RUNS = 100;
    private static final int STABLE = 60;
    private static final double WILD = 6;
    private static final List<Integer> REPEATS = List.of(0, 1, 2, 3);
    private static final List<Noise> NOISES =
            List.of(Noise.GAUSSIAN, Noise.LOG_NORMAL, Noise.BINOMIAL_200, Noise.STUDENT_3, Noise.CORRELATED_4);

    void run() {
        report.heading("Repeats of a suspected run (confirm_runs), harm, looking after every run by auto");
        report.note("%,d series a line; repeats come on top of the runs within which it is seen".formatted(series));
        for (var noise : NOISES) {
            for (var repeats : REPEATS) {
                add(noise, new Confirming(repeats));
            }
        }
    }

    private void add(Noise noise, Confirming confirming) {
        var what = "%s, %d repeat%s: "
                .formatted(noise.label(), confirming.repeats(), confirming.repeats() == 1 ? "" : "s");
        report.add(Figure.of(
                what + "alarms on stable series",
                confirming.alarms(noise, RUNS, series).perThousand(),
                "per 1,000"));
        report.add(Figure.of(
                what + "3 sigma within 3 runs",
                confirming.seen(noise, STABLE, 3, 3, series).value(),
                ""));
        report.add(Figure.of(
                what + "2 sigma within 12 runs",
                confirming.seen(noise, STABLE, 2, 12, series).value(),
                ""));
        report.add(Figure.of(
                what + "one wild run of 6 sigma told",
                confirming.wild(noise, STABLE, WILD, series).value(),
                ""));
    }
}
