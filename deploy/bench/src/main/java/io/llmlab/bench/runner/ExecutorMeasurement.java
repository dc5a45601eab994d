package io.llmlab.bench.runner;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.local.replay.Latency;
import io.llmlab.local.replay.Recording;
import io.llmlab.local.replay.ReplayServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The executor beside a bare HTTP client: the same requests to the same server, at the same concurrency.
///
/// The replay server takes 50 ms for each answer, so the best throughput is concurrency / 50 ms. The two take
/// turns, so that what else the machine does hits both; the medians of the turns are compared.
final class ExecutorMeasurement {

    private static final int ITEMS = 10_000;
    private static final int CONCURRENCY = 64;
    private static final double ANSWER_MS = 50;
    private static final int TURNS = 3;
    private static final String MODEL = "replayed";
    private static final String SYSTEM = "recorded";

    private final RunnerClient lab;
    private final Report report;

    ExecutorMeasurement(RunnerClient lab, Report report) {
        this.lab = lab;
        this.report = report;
    }

    private record Pace(double perSecond, double medianMs) {}

    void run() throws IOException {
        report.heading("Executor: %d requests, %d at a time, each answered after %.0f ms"
                .formatted(ITEMS, CONCURRENCY, ANSWER_MS));
        try (var replay = ReplayServer.start(recording())) {
            replay.change(MODEL, behaviour -> behaviour.answeringAs(SYSTEM).taking(Latency.fixed(ANSWER_MS)));
            var runs = ExecutedRuns.of(lab, MODEL, replay.baseUrl(), ITEMS);
            execute(runs);
            var bare = new ArrayList<Pace>();
            var executed = new ArrayList<Pace>();
            for (var turn = 0; turn < TURNS; turn++) {
                bare.add(ask(replay));
                executed.add(execute(runs));
            }
            compare(median(bare), median(executed));
        }
    }

    private void compare(Pace bare, Pace executed) {
        report.add(Figure.of("bare client", bare.perSecond(), "requests/s"));
        report.add(Figure.of("executor, stored and scored", executed.perSecond(), "samples/s"));
        report.add(Figure.of("bare client, median latency", bare.medianMs(), "ms"));
        report.add(Figure.atLeast(
                "executor's throughput, of the bare client's", 100 * executed.perSecond() / bare.perSecond(), "%", 90));
        report.add(Figure.atMost("median latency it adds", executed.medianMs() - bare.medianMs(), "ms", 1));
    }

    /// Of each number by itself.
    private static Pace median(List<Pace> turns) {
        return new Pace(
                middle(turns.stream().map(Pace::perSecond).toList()),
                middle(turns.stream().map(Pace::medianMs).toList()));
    }

    static double middle(List<Double> values) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private Pace ask(ReplayServer replay) throws IOException {
        var begun = System.nanoTime();
        var latencies = new BareClient(replay.baseUrl() + "/chat/completions", MODEL, false)
                .ask(IntStream.range(0, ITEMS).mapToObj(ExecutedRuns::question), CONCURRENCY);
        return new Pace(ITEMS / secondsSince(begun), middle(latencies));
    }

    private Pace execute(ExecutedRuns runs) throws IOException {
        var ended = runs.execute("{\"concurrency\": %d, \"scorer\": \"exact_match\"}".formatted(CONCURRENCY));
        return new Pace(ITEMS / ended.path("duration_seconds").asDouble(), runs.metric(ended, "p50_latency_ms"));
    }

    private static Recording recording() throws IOException {
        var lines = IntStream.range(0, ITEMS)
                .mapToObj(item -> "{\"question\": \"%s\", \"answers\": {\"%s\": {\"text\": \"%d\", \"correct\": true}}}"
                        .formatted(ExecutedRuns.question(item), SYSTEM, item))
                .collect(Collectors.joining("\n"));
        return Recording.read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), "bench");
    }

    private static double secondsSince(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
