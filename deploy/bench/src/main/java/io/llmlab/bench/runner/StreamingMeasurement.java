package io.llmlab.bench.runner;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Streamed answers, read by the executor and by a bare HTTP client: the same requests to the same server, at the same
/// concurrency. The two take turns, and the medians of the turns are compared.
final class StreamingMeasurement {

    private static final int ITEMS = 800;
    private static final int CONCURRENCY = 32;
    private static final int TURNS = 3;
    private static final String MODEL = "streamed";
    private static final StreamingModel.Answer ANSWER = new StreamingModel.Answer(50, 5, 30);

    private final RunnerClient lab;
    private final Report report;

    StreamingMeasurement(RunnerClient lab, Report report) {
        this.lab = lab;
        this.report = report;
    }

    private record Pace(double perSecond, double firstTokenMs) {}

    void run() throws IOException {
        report.heading(
                "Streaming: %d answers of %d tokens, %d at a time, the first token after %d ms, the last after %d ms"
                        .formatted(ITEMS, ANSWER.tokens(), CONCURRENCY, ANSWER.firstMs(), ANSWER.totalMs()));
        try (var model = StreamingModel.start(ANSWER)) {
            var runs = ExecutedRuns.of(lab, MODEL, model.baseUrl(), ITEMS);
            execute(runs);
            var bare = new ArrayList<Pace>();
            var executed = new ArrayList<Pace>();
            for (var turn = 0; turn < TURNS; turn++) {
                bare.add(ask(model));
                executed.add(execute(runs));
            }
            compare(median(bare), median(executed));
        }
    }

    private void compare(Pace bare, Pace executed) {
        report.add(Figure.of("bare client", bare.perSecond(), "answers/s"));
        report.add(Figure.of("executor, stored and scored", executed.perSecond(), "samples/s"));
        report.add(Figure.of("bare client, median time to the first token", bare.firstTokenMs(), "ms"));
        report.add(Figure.atLeast(
                "executor's throughput, of the bare client's", 100 * executed.perSecond() / bare.perSecond(), "%", 90));
        report.add(Figure.atMost(
                "median time to the first token it adds", executed.firstTokenMs() - bare.firstTokenMs(), "ms", 1));
    }

    private static Pace median(List<Pace> turns) {
        return new Pace(
                ExecutorMeasurement.middle(turns.stream().map(Pace::perSecond).toList()),
                ExecutorMeasurement.middle(
                        turns.stream().map(Pace::firstTokenMs).toList()));
    }

    private Pace ask(StreamingModel model) throws IOException {
        var begun = System.nanoTime();
        var firsts = new BareClient(model.baseUrl() + "/chat/completions", MODEL, true)
                .ask(IntStream.range(0, ITEMS).mapToObj(ExecutedRuns::question), CONCURRENCY);
        return new Pace(ITEMS / ((System.nanoTime() - begun) / 1e9), ExecutorMeasurement.middle(firsts));
    }

    private Pace execute(ExecutedRuns runs) throws IOException {
        var ended = runs.execute(
                "{\"concurrency\": %d, \"scorer\": \"contains\", \"stream\": true}".formatted(CONCURRENCY));
        return new Pace(
                ITEMS / ended.path("duration_seconds").asDouble(), runs.metric(ended, "p50_time_to_first_token_ms"));
    }
}
