package io.llmlab.gateway.page.stub;

import static io.llmlab.gateway.page.stub.StubServer.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.page.stub.StubServer.Call;
import io.llmlab.gateway.page.stub.StubServer.StubProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Runs, their metrics and their samples.
final class StubRuns {

    private final StubMonth month;

    StubRuns(StubMonth month) {
        this.month = month;
    }

    void install(StubServer server) {
        server.on("GET", "/models", call -> page(month.models, call));
        server.on("GET", "/models/{}", this::model);
        server.on("GET", "/benchmark-runs", call -> page(runs(call), call));
        server.on("GET", "/benchmark-runs/{}", call -> month.run(call.id()));
        server.on("GET", "/benchmark-runs/{}/metrics", call -> metrics(month.run(call.id())));
        server.on("GET", "/benchmark-runs/{}/samples", call -> page(samples(month.run(call.id())), call));
        server.on("GET", "/metrics/history", call -> page(history(call), call));
    }

    private ObjectNode model(Call call) throws StubProblem {
        return month.models.stream()
                .filter(model -> model.path("id").asLong() == call.id())
                .findFirst()
                .orElseThrow(() -> new StubProblem(404, "There is no model %d".formatted(call.id())));
    }

    private List<ObjectNode> runs(Call call) {
        return month.runs.stream()
                .filter(run -> call.wants("model_id", run.path("model_id"))
                        && call.wants("dataset_name", run.path("dataset_name"))
                        && call.wants("status", run.path("status"))
                        && call.wants("scheduled_job_id", run.path("scheduled_job_id"))
                        && (call.query("since").isEmpty() || !at(run).isBefore(Instant.parse(call.query("since"))))
                        && (call.query("until").isEmpty() || at(run).isBefore(Instant.parse(call.query("until")))))
                .toList();
    }

    private List<ObjectNode> history(Call call) {
        var days = call.query("days").isEmpty() ? 30 : Integer.parseInt(call.query("days"));
        return runs(call).reversed().stream()
                .filter(run -> at(run).isAfter(month.now.minus(Duration.ofDays(days))))
                .flatMap(run -> metrics(run).stream())
                .filter(metric -> call.wants("metric_type", metric.path("metric_type"))
                        && call.wants("metric_name", metric.path("metric_name")))
                .toList();
    }

    private static List<ObjectNode> metrics(ObjectNode run) {
        if (!run.path("status").asText().equals("completed")) {
            return List.of();
        }
        var metrics = new ArrayList<>(List.of(
                metric(run, "accuracy", "overall_accuracy", run.path("accuracy").asDouble()),
                metric(run, "latency", "mean_latency", run.path("latency_ms").asDouble())
                        .put("unit", "ms")
                        .put("std_error", 6.5),
                metric(run, "cost", "total_cost", run.path("total_cost").asDouble())
                        .put("unit", "USD"),
                metric(
                        run,
                        "error_rate",
                        "error_rate",
                        2.0 / run.path("sample_count").asDouble())));
        if (run.path("dataset_name").asText().equals("code-eval")) {
            metrics.add(metric(run, "cost", "judge_cost", 0.25).put("unit", "USD"));
        }
        return metrics;
    }

    private static ObjectNode metric(ObjectNode run, String type, String name, double value) {
        var metric = StubServer.JSON.createObjectNode();
        return metric.put("run_id", run.path("id").asLong())
                .put("metric_type", type)
                .put("metric_name", name)
                .put("value", value)
                .put("timestamp", run.path("timestamp").asText())
                .put("sample_count", run.path("sample_count").asInt())
                .put("higher_is_better", type.equals("accuracy"))
                .putNull("sample_id");
    }

    static List<ObjectNode> samples(ObjectNode run) {
        var count = run.path("sample_count").asInt();
        var right = run.path("accuracy").asDouble();
        var seed = new Random(run.path("id").asLong());
        var samples = new ArrayList<ObjectNode>();
        IntStream.range(0, count).forEach(index -> samples.add(sample(index, right, seed)));
        return samples;
    }

    private static ObjectNode sample(int index, double right, Random seed) {
        var sample = StubServer.JSON.createObjectNode();
        // Which items are hard is the same for every run, but for a little chance.
        var correct = new Random(31L * index).nextDouble() + .01 * seed.nextGaussian() < right;
        var failed = index == 3 || index == 40;
        sample.put("id", "q%05d".formatted(index))
                .put("item_key", "q%05d".formatted(index))
                .put("position", index)
                .put(
                        "prompt",
                        "A train leaves at %d:40 and takes 95 minutes. When does it arrive?".formatted(index % 24))
                .put("target", "%d:15".formatted((index + 2) % 24))
                .put("latency_ms", 300 + 200 * Math.abs(seed.nextGaussian()) + 40 * seed.nextDouble())
                .put("cost", .0003);
        if (failed) {
            return sample.put("error", "The endpoint answered 503 three times");
        }
        // What a model says is never markup here.
        var answer = index == 0 ? "<img src=x onerror=alert(1)> <b>It</b> arrives" : "It arrives";
        return sample.put("score", correct ? 1 : 0)
                .put("answer", "%s at %d:15.".formatted(answer, (index + (correct ? 2 : 3)) % 24));
    }

    private static Instant at(ObjectNode run) {
        return Instant.parse(run.path("timestamp").asText());
    }
}
