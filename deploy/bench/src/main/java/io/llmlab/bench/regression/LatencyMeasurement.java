package io.llmlab.bench.regression;

import static java.util.Objects.requireNonNull;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

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
    private final int models;
    private final Report report;

    LatencyMeasurement(Events events, RegressionDatabase database, FoundReader found, int models, Report report) {
        this.events = events;
        this.database = database;
        this.found = found;
        this.models = models;
        this.report = report;
    }

    void run() throws IOException {
        report.heading(
                "Finding latency: %,d runs at %d a second, %d %% of them with a real drop, after as many to warm up"
                        .formatted(ROUNDS * models, RATE, 100 * DROPS.size() / ROUNDS));
        send();
        var due = send();
        report(due, found.await(due.keySet()));
    }

    /// Sends all runs at their times, and waits until they are stored.
    ///
    /// @return when each that has a drop was due, by its id
    private Map<Long, Long> send() throws IOException {
        var due = new HashMap<Long, Long>();
        var begun = System.nanoTime();
        var last = 0L;
        for (var sent = 0; sent < ROUNDS * models; sent++) {
            var at = begun + sent * 1_000_000_000L / RATE;
            waitUntil(at);
            var model = sent % models + 1;
            var worse = DROPS.getOrDefault(sent / models - model % STAGGER, Set.of());
            last = events.send(model, metric -> worse.contains(metric.type()));
            if (!worse.isEmpty()) {
                due.put(last, at);
            }
        }
        database.awaitStored(last - ROUNDS * models + 1, last);
        return due;
    }

    private void report(Map<Long, Long> due, Map<Long, Long> read) {
        var millis = due.entrySet().stream()
                .filter(drop -> read.containsKey(drop.getKey()))
                .map(drop -> (requireNonNull(read.get(drop.getKey())) - drop.getValue()) / 1e6)
                .sorted()
                .toList();
        report.add(Figure.of("drops", due.size(), "runs"));
        report.add(Figure.atLeast("of these told", 100.0 * millis.size() / due.size(), "%", 99));
        report.add(Figure.of("from run-completed to regression-found, median", percentile(millis, .5), "ms"));
        report.add(Figure.of("the same, 95th percentile", percentile(millis, .95), "ms"));
        report.add(Figure.atMost("the same, 99th percentile", percentile(millis, .99), "ms", GOAL_MILLIS));
    }

    /// By nearest rank.
    private static double percentile(List<Double> sorted, double share) {
        return sorted.isEmpty() ? Double.POSITIVE_INFINITY : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static void waitUntil(long nanoTime) {
        for (var left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
