package io.llmlab.bench.regression;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.ProcessorTime;
import io.llmlab.bench.report.Report;
import java.io.IOException;
import java.util.function.Supplier;

/// How many runs the service takes in: all are there at once, and the clock stops when the last one's points are
/// stored, evaluated and committed.
final class ThroughputMeasurement {

    private static final int WARM_UP = 3_000;
    private static final int RUNS = 6_000;
    private static final double GOAL = 300;

    private final Events events;
    private final RegressionDatabase database;
    private final Supplier<ProcessorTime> processorTime;
    private final int models;
    private final Report report;

    ThroughputMeasurement(
            Events events,
            RegressionDatabase database,
            Supplier<ProcessorTime> processorTime,
            int models,
            Report report) {
        this.events = events;
        this.database = database;
        this.processorTime = processorTime;
        this.models = models;
        this.report = report;
    }

    void run() throws IOException {
        report.heading("Throughput: %,d runs with %d metrics each, after %,d to warm up"
                .formatted(RUNS, Metric.ALL.size(), WARM_UP));
        send(WARM_UP);
        var before = processorTime.get();
        var took = send(RUNS);
        var spent = processorTime.get().since(before);
        report.add(Figure.atLeast("runs consumed, evaluated and stored", RUNS / took, "runs/s", GOAL));
        report.add(
                Figure.atLeast("metric points", Metric.ALL.size() * RUNS / took, "points/s", Metric.ALL.size() * GOAL));
        spent.report(report, "a run", RUNS);
    }

    private double send(int runs) throws IOException {
        var begun = System.nanoTime();
        var first = events.send(1);
        var last = first;
        for (var sent = 1; sent < runs; sent++) {
            last = events.send(sent % models + 1);
        }
        database.awaitStored(first, last);
        return (System.nanoTime() - begun) / 1e9;
    }
}
