package io.llmlab.bench.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Latencies;
import io.llmlab.bench.report.Report;
import java.io.IOException;

/// How long a page of the list of open alerts takes where there are 100,000 of them, each with a delivery.
final class ListMeasurement {

    private static final ObjectMapper JSON = new ObjectMapper();
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
        requireAll(newest);
        var apart = ALERTS / PAGES;
        for (var page = 0; page < WARM_UP; page++) {
            var _ = millisOf("/alerts?limit=%d&after=%d".formatted(PAGE, newest + 1 - page), newest - page);
        }
        var after = new double[PAGES];
        var offset = new double[PAGES];
        for (var page = 0; page < PAGES; page++) {
            var first = newest - (long) page * apart;
            after[page] = millisOf("/alerts?limit=%d&after=%d".formatted(PAGE, first + 1), first);
            offset[page] = millisOf("/alerts?limit=%d&offset=%d".formatted(PAGE, page * apart), first);
        }
        report("by after=, anywhere", Latencies.of(after));
        report("by offset=, anywhere", Latencies.of(offset));
    }

    private void report(String how, Latencies latencies) {
        report.add(Figure.of("a page %s, median".formatted(how), latencies.percentile(.5), "ms"));
        report.add(Figure.atMost("the same, 99th percentile", latencies.percentile(.99), "ms", GOAL_MILLIS));
    }

    /// @param first the id with which the page must begin
    /// @throws IOException where the answer is another page: its time would say nothing
    private double millisOf(String path, long first) throws IOException {
        var begun = System.nanoTime();
        var answer = http.get(path);
        var millis = (System.nanoTime() - begun) / 1e6;
        var page = JSON.readTree(answer);
        if (page.size() != PAGE || page.path(0).path("id").asLong() != first) {
            throw new IOException("%s was answered with %d alerts from %s on, not %d from %d on"
                    .formatted(path, page.size(), page.path(0).path("id"), PAGE, first));
        }
        return millis;
    }

    private void requireAll(long newest) throws IOException {
        var oldest = JSON.readTree(http.get("/alerts?limit=1&offset=%d".formatted(ALERTS - 1)));
        if (oldest.path(0).path("id").asLong() != newest - ALERTS + 1) {
            throw new IOException("There are not %,d open alerts in the list".formatted(ALERTS));
        }
    }
}
