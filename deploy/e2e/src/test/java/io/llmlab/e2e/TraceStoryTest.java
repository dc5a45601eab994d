package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.llmlab.e2e.Collector.Span;
import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.server.Folders;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// One trace leads from a run to the alert that somebody got, through all four services and Kafka.
class TraceStoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NOTIFY = "notify webhook";

    /// What a pipeline that pushes results has under way.
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final String PIPELINE = "00f067aa0ba902b7";

    private static Path folder;
    private static Collector collector;
    private static LocalStack stack;
    private static Lab lab;

    @BeforeAll
    static void start() throws IOException {
        var root = StackSettings.findRoot();
        folder = root.resolve("deploy/e2e/target/traced-stack");
        Folders.delete(folder);
        collector = new Collector();
        var settings = new HashMap<>(collector.environment());
        settings.put("LOG_FORMAT", "json");
        settings.put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms");
        stack = LocalStack.start(Suite.settings(root, folder, settings));
        lab = new Lab(stack.gatewayUrl());
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        collector.close();
    }

    @Test
    void leadsFromThePipelineThatPushedARunToTheReceiverOfTheAlert() throws Exception {
        try (var receivers = new Receivers()) {
            notify(receivers, "performance_regression_critical");
            notify(receivers, "performance_regression");
            for (var night = 0; night < 13; night++) {
                push(0.85 + night % 4 * 0.004, null);
            }
            push(0.741, null);
            push(0.752, null);
            push(0.738, null);
            await().atMost(PATIENCE).until(() -> !receivers.calls().isEmpty());
        }

        await().atMost(PATIENCE).until(() -> !spans(NOTIFY).isEmpty());
        var way = way(spans(NOTIFY).getFirst());
        assertThat(way)
                .extracting(Span::service, Span::kind)
                .containsExactly(
                        tuple("gateway", "SERVER"),
                        tuple("gateway", "CLIENT"),
                        tuple("runner", "SERVER"),
                        tuple("regression", "CONSUMER"),
                        tuple("alert", "CONSUMER"),
                        tuple("alert", "CLIENT"));
        assertThat(way)
                .extracting(Span::name)
                .contains("detect llmlab.run-completed.v1", "evaluate llmlab.regression-found.v1");
        assertThat(way.getLast().attributes())
                .containsEntry("http.response.status_code", "204")
                .containsEntry("llmlab.channel.name", "webhook");
        assertThat(way.stream().map(span -> span.attributes().get("llmlab.run.id")))
                .filteredOn(id -> id != null)
                .hasSize(3)
                .containsOnly(way.get(2).attributes().get("llmlab.run.id"));
        assertThat(collector.all().toString()).doesNotContain("/hook");
    }

    @Test
    void goesOnWithTheTraceOfWhoeverPushes() {
        push(0.9, "00-%s-%s-01".formatted(TRACE, PIPELINE));

        await().atMost(PATIENCE)
                .until(() -> collector.of(TRACE).stream()
                        .anyMatch(span -> span.service().equals("regression")));
        assertThat(collector.of(TRACE))
                .filteredOn(span -> span.parent().equals(PIPELINE))
                .extracting(Span::service)
                .containsExactly("gateway");
    }

    @Test
    void hasOneSpanForAnExecutedRunAndNoneForItsSamples() throws Exception {
        var exam = Exam.own(StackSettings.findRoot());
        var model = "traced model";
        long id;
        try (var replay = Suite.replay(exam, model)) {
            lab.upload(exam.name(), exam.questions());
            lab.register(model, replay.baseUrl());
            var run = lab.run(model, exam.name(), Map.of("scorer", "numeric", "concurrency", 8));
            assertThat(run.getInt("sample_count")).isGreaterThan(8);
            id = run.getLong("id");
        }

        await().atMost(PATIENCE)
                .until(() -> !about("detect llmlab.run-completed.v1", id).isEmpty());
        var judged = about("detect llmlab.run-completed.v1", id).getFirst();
        var way = way(judged);
        assertThat(way).extracting(Span::name).containsExactly("benchmark run", judged.name());
        assertThat(way.getFirst().attributes())
                .containsEntry("gen_ai.request.model", model)
                .containsEntry("llmlab.dataset.name", exam.name())
                .containsEntry("llmlab.run.status", "completed");
        assertThat(collector.of(judged.trace()))
                .filteredOn(span -> span.service().equals("runner"))
                .hasSize(1);
        assertThat(Files.readString(folder.resolve("logs/runner.log")))
                .contains("\"traceId\":\"%s\"".formatted(judged.trace()), "\"run_id\":\"%d\"".formatted(id));
    }

    private static List<Span> spans(String name) {
        return collector.all().stream().filter(span -> span.name().equals(name)).toList();
    }

    private static List<Span> about(String name, long run) {
        return spans(name).stream()
                .filter(span -> Long.toString(run).equals(span.attributes().get("llmlab.run.id")))
                .toList();
    }

    /// From what began the trace to the span; fails where one of those between is missing.
    private static List<Span> way(Span last) {
        var way = new ArrayList<>(List.of(last));
        while (!way.getFirst().parent().isEmpty()) {
            var next = way.getFirst();
            way.addFirst(await("the parent of " + next)
                    .atMost(PATIENCE)
                    .until(
                            () -> collector.of(next.trace()).stream()
                                    .filter(span -> span.id().equals(next.parent()))
                                    .findFirst()
                                    .orElse(null),
                            found -> found != null));
        }
        return way;
    }

    private static void push(double accuracy, @Nullable String traceparent) {
        var request = lab.http().contentType(ContentType.JSON);
        if (traceparent != null) {
            request = request.header("traceparent", traceparent);
        }
        request.body(Map.of(
                        "model_name",
                        traceparent == null ? "pushed model" : "other pushed model",
                        "dataset_name",
                        "nightly",
                        "metrics",
                        List.of(Map.of(
                                "metric_type",
                                "accuracy",
                                "metric_name",
                                "overall_accuracy",
                                "value",
                                accuracy,
                                "sample_count",
                                1000))))
                .post("/benchmark-runs/results")
                .then()
                .statusCode(201);
    }

    private static void notify(Receivers receivers, String rule) {
        lab.put("/notification-channels/webhook", Map.of("config", Map.of("url", receivers.webhookUrl())))
                .statusCode(200);
        lab.put(
                        "/alert-rules/" + rule,
                        Map.of(
                                "notification_channels",
                                List.of("webhook"),
                                "matchers",
                                List.of(Map.of("name", "metric", "value", "overall_accuracy"))))
                .statusCode(200);
    }
}
