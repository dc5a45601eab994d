package io.llmlab.bench.runner;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.local.replay.Latency;
import io.llmlab.local.replay.Recording;
import io.llmlab.local.replay.ReplayServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A run that may ask far more at a time than its server allows: how near it comes to the server's limit, and how many
/// of its requests are in vain. The server answers what is beyond with 429 and `Retry-After: 1`.
final class LimitsMeasurement {

    private static final int ITEMS = 2_000;
    private static final int CONCURRENCY = 64;
    private static final double LIMIT = 100;
    private static final double ANSWER_MS = 100;
    private static final String MODEL = "limited";
    private static final String SYSTEM = "recorded";

    private final RunnerClient lab;
    private final Report report;

    LimitsMeasurement(RunnerClient lab, Report report) {
        this.lab = lab;
        this.report = report;
    }

    void run() throws IOException {
        report.heading("Limits: %d requests, up to %d at a time of %.0f ms each, to a server that allows %.0f a second"
                .formatted(ITEMS, CONCURRENCY, ANSWER_MS, LIMIT));
        try (var replay = ReplayServer.start(recording())) {
            replay.change(
                    MODEL,
                    behaviour -> behaviour
                            .answeringAs(SYSTEM)
                            .taking(Latency.fixed(ANSWER_MS))
                            .limitedTo(LIMIT));
            var runs = ExecutedRuns.of(lab, MODEL, replay.baseUrl(), ITEMS);
            var ended = runs.execute(
                    "{\"concurrency\": %d, \"max_retries\": 10, \"scorer\": \"exact_match\"}".formatted(CONCURRENCY));
            tell(
                    ITEMS / ended.path("duration_seconds").asDouble(),
                    replay.requests(),
                    ended.path("error_count").asInt());
        }
    }

    private void tell(double perSecond, long requests, int errors) {
        report.add(Figure.of("answers", perSecond, "1/s"));
        report.add(Figure.atLeast("of the server's limit", 100 * perSecond / LIMIT, "%", 90));
        report.add(Figure.atLeast("requests that were answered", 100.0 * ITEMS / requests, "%", 90));
        report.add(Figure.atMost("questions without an answer", errors, "", 0));
    }

    private static Recording recording() throws IOException {
        var lines = new StringBuilder();
        for (var item = 0; item < ITEMS; item++) {
            lines.append("{\"question\": \"%s\", \"answers\": {\"%s\": {\"text\": \"%d\", \"correct\": true}}}\n"
                    .formatted(ExecutedRuns.question(item), SYSTEM, item));
        }
        return Recording.read(new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)), "bench");
    }
}
