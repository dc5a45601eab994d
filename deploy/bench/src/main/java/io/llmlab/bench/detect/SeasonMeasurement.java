package io.llmlab.bench.detect;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.regression.detect.simulation.Hourly;

/// A run every hour and a wave over the day, with and without the times of the runs.
record SeasonMeasurement(int series, Report report) {

    private static final double DEVIATIONS = 3;

    void run() {
        report.heading("One look of auto at 67 hourly runs with a daily wave as high as the noise");
        report.note("%,d series a line".formatted(series));
        add("times known", true);
        add("times not known", false);
    }

    private void add(String what, boolean areTimesKnown) {
        report.add(Figure.of(
                "stable ones called worse, " + what,
                Hourly.called(areTimesKnown, 0, series).percent(),
                "%"));
        report.add(Figure.of(
                "%.0f sigma worse for 3 runs and called so, %s".formatted(DEVIATIONS, what),
                Hourly.called(areTimesKnown, DEVIATIONS, series).value(),
                ""));
    }
}
