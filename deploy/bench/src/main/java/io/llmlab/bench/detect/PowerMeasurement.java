package io.llmlab.bench.detect;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.regression.detect.simulation.Noise;
import io.llmlab.regression.detect.simulation.Watching;
import java.util.List;

/// How often a lasting change is told, and how soon.
record PowerMeasurement(int series, Report report) {

    private static final int STABLE = 60;
    private static final int BEFORE_DRIFT = 40;
    private static final double SLOPE = .05;
    private static final int DRIFTING = 80;

    void run() {
        report.heading("Power of auto after %d stable runs, looking after every run".formatted(STABLE));
        report.note("%,d series a line; those with an alarm before the step do not count".formatted(series));
        for (var noise : List.of(Noise.GAUSSIAN, Noise.LOG_NORMAL, Noise.BINOMIAL_1000)) {
            report.add(Figure.atLeast(what(noise, 3, 3), seen(noise, 3, 3), "", .8));
            report.add(Figure.atLeast(what(noise, 2, 12), seen(noise, 2, 12), "", .9));
        }
        for (var noise : List.of(Noise.STUDENT_3, Noise.CORRELATED_4)) {
            report.add(Figure.of(what(noise, 3, 3), seen(noise, 3, 3), ""));
            report.add(Figure.of(what(noise, 2, 12), seen(noise, 2, 12), ""));
        }
        report.add(Figure.of(what(Noise.GAUSSIAN, 4, 1), seen(Noise.GAUSSIAN, 4, 1), ""));
        report.add(Figure.of(what(Noise.GAUSSIAN, 1, 40), seen(Noise.GAUSSIAN, 1, 40), ""));
        report.add(Figure.of(what(Noise.GAUSSIAN, .5, 40), seen(Noise.GAUSSIAN, .5, 40), ""));
        report.add(Figure.of(
                "Gaussian, a drift of %.2f sigma a run within %d runs".formatted(SLOPE, DRIFTING),
                Watching.driftSeen(Noise.GAUSSIAN, BEFORE_DRIFT, SLOPE, DRIFTING, series)
                        .value(),
                ""));
    }

    private static String what(Noise noise, double deviations, int within) {
        return "%s, %.1f sigma within %d run%s".formatted(noise.label(), deviations, within, within == 1 ? "" : "s");
    }

    private double seen(Noise noise, double deviations, int within) {
        return Watching.seen(noise, STABLE, deviations, within, series).value();
    }
}
