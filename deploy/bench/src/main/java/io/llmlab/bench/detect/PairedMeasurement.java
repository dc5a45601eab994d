package io.llmlab.bench.detect;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.regression.detect.simulation.SameItems;

/// Two runs on the same items.
record PairedMeasurement(int series, Report report) {

    private static final int TIMES = 10;
    private static final double LEVEL = .01;

    void run() {
        var pairs = TIMES * series;
        report.heading("80 to 77.5 % on the same 1,000 items: 35 lost and 10 gained on average");
        report.note("%,d pairs of runs; two-sided, at %.2f".formatted(pairs, LEVEL));
        report.add(Figure.atLeast(
                "seen item by item (McNemar, mid-p)",
                SameItems.WORSE.calledByItems(LEVEL, pairs).value(),
                "",
                .88));
        report.add(Figure.of(
                "seen by the two shares alone (z test)",
                SameItems.WORSE.calledByShares(LEVEL, pairs).value(),
                ""));
        report.add(Figure.atMost(
                "called where as many are lost as gained",
                SameItems.STABLE.calledByItems(LEVEL, pairs).percent(),
                "%",
                100 * LEVEL * 1.1));
    }
}
