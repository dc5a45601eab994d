package io.llmlab.bench.alert;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import java.io.IOException;

/// How long a page of the list of open alerts takes where there are 100,000 of them, each with a delivery.
final class ListMeasurement {

    private static final int ALERTS = 100_000;
    private static final int PAGE = 100;
    private static final int PAGES = 300;
    private static final int WARM_UP = 100;
    private static final double GOAL_MILLIS = 50;

    private final AlertDatabase database;
    private final AlertClient http;
    private final Report report;

    ListMeasurement(AlertDatabase database, AlertClient http, Report report) {
        this.database = database;
        this.http = http;
        this.report = report;
    }

    void run() throws IOException {
        report.heading("List: pages of %d among %,d open alerts".formatted(PAGE, ALERTS));
        var newest = database.openAlerts(ALERTS);
        var apart = ALERTS / PAGES;
        for (var page = 0; page < WARM_UP; page++) {
            var _ = millisOf("/alerts?limit=%d&after=%d".formatted(PAGE, newest - page));
        }
        var after = new double[PAGES];
        var offset = new double[PAGES];
        for (var page = 0; page < PAGES; page++) {
            after[page] = millisOf("/alerts?limit=%d&after=%d".formatted(PAGE, newest - (long) page * apart));
            offset[page] = millisOf("/alerts?limit=%d&offset=%d".formatted(PAGE, page * apart));
        }
        report("by after=, anywhere", Latencies.of(after));
        report("by offset=, anywhere", Latencies.of(offset));
    }

    private void report(String how, Latencies latencies) {
        report.add(Figure.of("a page %s, median".formatted(how), latencies.percentile(.5), "ms"));
        report.add(Figure.atMost("the same, 99th percentile", latencies.percentile(.99), "ms", GOAL_MILLIS));
    }

    private double millisOf(String path) throws IOException {
        var begun = System.nanoTime();
        var _ = http.get(path);
        return (System.nanoTime() - begun) / 1e6;
    }
}
