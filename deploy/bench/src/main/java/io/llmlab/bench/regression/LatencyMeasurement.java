package io.llmlab.bench.regression;

import static io.llmlab.bench.regression.RegressionBench.MODELS;
import static java.util.Objects.requireNonNull;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.ProcessorTime;
import io.llmlab.bench.report.Report;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// How soon a drop is told: from the moment the run is due on Kafka to the moment its `regression-found` is read
/// there, at a steady rate that does not wait for the service.
///
/// Each model drops three times, twenty runs apart, each time in other metrics: what is open is not told again.
final class LatencyMeasurement {

    private static final int RATE = 100;
    private static final int ROUNDS = 60;
    private static final double GOAL_MILLIS = 250;
    private static final int STAGGER = 10;

    /// By the round of the drop, counted from a model's own start: the types of metrics that get worse.
    private static final Map<Integer, Set<String>> DROPS = Map.of(
            5, Set.of("accuracy", "f1_score"),
            25, Set.of("latency", "throughput"),
            45, Set.of("cost", "token_count"));

    private final Events events;
    private final RegressionDatabase database;
    private final FoundReader found;
    private final Supplier<ProcessorTime> processorTime;
    private final Report report;

    LatencyMeasurement(
            Events events,
            RegressionDatabase database,
            FoundReader found,
            Supplier<ProcessorTime> processorTime,
            Report report) {
        this.events = events;
        this.database = database;
        this.found = found;
        this.processorTime = processorTime;
        this.report = report;
    }

    void run() throws IOException {
        report.heading(
                "Finding latency: %,d runs at %d a second, %d %% of them with a real drop, after as many to warm up"
                        .formatted(ROUNDS * MODELS, RATE, 100 * DROPS.size() / ROUNDS));
        send();
        var before = processorTime.get();
        var due = send();
        var spent = processorTime.get().since(before);
        report(due, found.await(due.keySet()));
        spent.report(report, "a run", ROUNDS * MODELS);
    }

    /// Sends all runs at their times, and waits until they are stored.
    ///
    /// @return when each that has a drop was due, by its id
    private Map<Long, Instant> send() throws IOException {
        var due = new HashMap<Long, Instant>();
        var begun = System.nanoTime();
        var begin = Instant.now();
        var last = 0L;
        for (var sent = 0; sent < ROUNDS * MODELS; sent++) {
            var after = sent * 1_000_000_000L / RATE;
            waitUntil(begun + after);
            var model = sent % MODELS + 1;
            var worse = DROPS.getOrDefault(sent / MODELS - model % STAGGER, Set.of());
            last = events.send(model, metric -> worse.contains(metric.type()));
            if (!worse.isEmpty()) {
                due.put(last, begin.plusNanos(after));
            }
        }
        database.awaitStored(last - ROUNDS * MODELS + 1, last);
        return due;
    }

    private void report(Map<Long, Instant> due, Map<Long, FoundReader.Came> read) {
        var told = due.entrySet().stream()
                .filter(drop -> read.containsKey(drop.getKey()))
                .map(drop -> requireNonNull(read.get(drop.getKey())).since(drop.getValue()))
                .toList();
        report.add(Figure.of("drops", due.size(), "runs"));
        report.add(Figure.atLeast("of these told", 100.0 * told.size() / due.size(), "%", 99));
        report.add(Figure.of("from run-completed to regression-found, median", percentile(told, .5), "ms"));
        report.add(Figure.of("the same, 95th percentile", percentile(told, .95), "ms"));
        report.add(Figure.atMost("the same, 99th percentile", percentile(told, .99), "ms", GOAL_MILLIS));
        reportStages("all", told);
        reportStages("the slowest twentieth", Stages.slowestOf(told));
    }

    private static double percentile(List<Stages> told, double share) {
        return Stages.percentile(told.stream(), Stages::total, share);
    }

    private void reportStages(String which, List<Stages> drops) {
        Stages.PARTS.forEach(part -> report.add(Figure.of(
                "median of %s: %s".formatted(which, part.name()),
                Stages.percentile(drops.stream(), part.millis(), .5),
                "ms")));
    }

    private static void waitUntil(long nanoTime) {
        for (var left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
