package io.llmlab.bench.detect;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.regression.detect.simulation.ManySeries;
import io.llmlab.regression.detect.simulation.ManySeries.Found;

/// How many of the findings among many series are false.
record ManyMeasurement(int series, Report report) {

    private static final double LEVEL = .05;
    private static final int SERIES_A_TICK = 20;
    private static final ManySeries SERIES = new ManySeries(500, 10, 3, LEVEL);

    void run() {
        var ticks = series / SERIES_A_TICK;
        report.heading("500 series looked at together, 10 % of them worse by 3 sigma for 3 runs");
        report.note("%,d ticks; a third each Gaussian, log-normal and binomial; q %.2f".formatted(ticks, LEVEL));
        var result = SERIES.found(ticks);
        add("Benjamini-Hochberg", result.byRule());
        add("and auto's rate", result.byRuleAndRate());
    }

    private void add(String rule, Found found) {
        report.add(Figure.atMost(
                "false among the found, " + rule, 100 * found.wrong(), "%", 100 * (LEVEL + 2 * found.error())));
        report.add(Figure.of("changed series found, " + rule, 100 * found.found(), "%"));
    }
}
