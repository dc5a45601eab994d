package io.llmlab.gateway.page.stub;

import static io.llmlab.gateway.page.stub.StubServer.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.page.stub.StubServer.Call;
import io.llmlab.gateway.page.stub.StubServer.StubProblem;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Findings, suspicions, trends, baselines and comparisons.
final class StubDetection {

    private final StubMonth month;

    StubDetection(StubMonth month) {
        this.month = month;
    }

    void install(StubServer server) {
        server.on(
                "GET",
                "/regression-detection/results",
                call -> page(
                        List.of(finding()).stream()
                                .filter(found -> call.wants("model_id", found.path("model_id"))
                                        && call.wants("run_id", found.path("run_id"))
                                        && call.wants("dataset_name", found.path("dataset_name")))
                                .toList(),
                        call));
        server.on("GET", "/regression-detection/suspicions", _ -> List.of(suspicion()));
        server.on("GET", "/regression-detection/trends/{}", this::trends);
        server.on("GET", "/regression-detection/baselines", _ -> List.of(baseline()));
        server.on("GET", "/benchmark-runs/{}/compare/{}", this::comparison);
    }

    private ObjectNode finding() {
        return about(StubServer.JSON.createObjectNode(), month.onsetRun())
                .put("id", 55)
                .put("state", "open")
                .put(
                        "run_timestamp",
                        month.daysAgo(StubMonth.DROP_DAYS_AGO + .11).toString())
                .put("detection_method", "change_point")
                .put("regression_detected", true)
                .put("severity", "critical")
                .put("baseline_value", .87)
                .put("current_value", .77)
                .put("change_percent", -.115)
                .put("p_value", .0007)
                .put("stream", "9f86d081884c7d65")
                .put("onset_run_id", month.onsetRun())
                .put(
                        "onset_timestamp",
                        month.daysAgo(StubMonth.DROP_DAYS_AGO + .11).toString())
                .put("timestamp", month.daysAgo(5).toString());
    }

    private ObjectNode suspicion() {
        return about(StubServer.JSON.createObjectNode(), month.newestRun())
                .put("id", 9)
                .put("model_id", 2)
                .put("dataset_name", "code-eval")
                .put("state", "pending")
                .put("severity", "warning")
                .put("change_percent", -.041)
                .put("p_value", .021)
                .put("repeats", 1)
                .put("timestamp", month.daysAgo(.02).toString());
    }

    private ObjectNode baseline() {
        var baseline = about(StubServer.JSON.createObjectNode(), month.onsetRun())
                .put("id", 4)
                .put("kind", "rolling")
                .put("since", month.daysAgo(28).toString())
                .put("reason", "the prompt was changed");
        baseline.putArray("run_ids");
        return baseline;
    }

    private static ObjectNode about(ObjectNode node, long run) {
        return node.put("run_id", run)
                .put("model_id", StubMonth.DROPPED_MODEL)
                .put("dataset_name", StubMonth.DROPPED_DATASET)
                .put("metric_type", "accuracy")
                .put("metric_name", "overall_accuracy");
    }

    private Object trends(Call call) {
        var falling = call.id() == StubMonth.DROPPED_MODEL;
        var trends = StubServer.JSON.createObjectNode();
        for (var dataset : List.of("gsm8k", "truthful-qa", "code-eval")) {
            var down = falling && dataset.equals(StubMonth.DROPPED_DATASET);
            trends.set(
                    "accuracy_overall_accuracy@" + dataset,
                    trend(down ? "decreasing" : "stable", .87, down ? -.115 : .002));
            trends.set(
                    "latency_mean_latency@" + dataset, trend(down ? "increasing" : "stable", 590, down ? .22 : -.01));
        }
        return Map.of("model_id", call.id(), "total_runs_analyzed", 90, "metrics_analyzed", 6, "metric_trends", trends);
    }

    private static ObjectNode trend(String direction, double first, double change) {
        return StubServer.JSON
                .createObjectNode()
                .put("data_points", 30)
                .put("slope", change / 30)
                .put("slope_per_day", change / 30)
                .put("r_squared", .61)
                .put("p_value", direction.equals("stable") ? .44 : .0003)
                .put("trend_direction", direction)
                .put("first_value", first)
                .put("last_value", first * (1 + change))
                .put("change_percent", change);
    }

    private ObjectNode comparison(Call call) throws StubProblem {
        var first = month.run(call.id());
        var second = month.run(Long.parseLong(call.part(1)));
        if (!first.path("dataset_name").equals(second.path("dataset_name"))) {
            throw new StubProblem(422, "The runs are of different data sets");
        }
        var difference =
                second.path("accuracy").asDouble() - first.path("accuracy").asDouble();
        var tied = Math.abs(difference) < .03;
        var answer = StubServer.JSON.createObjectNode();
        answer.set("first", first);
        answer.set("second", second);
        answer.put("verdict", tied ? "statistically_tied" : difference < 0 ? "worse" : "better")
                .put("explanation", "McNemar's exact test over the items that both runs answered")
                .put("paired", true)
                .put("items_shared", 1319)
                .put("test", "mcnemar_exact")
                .put("difference", difference)
                .put("difference_low", difference - .021)
                .put("difference_high", difference + .021)
                .put("p_value", tied ? .47 : .0002)
                .put("smallest_visible", .024);
        flips(answer, "lost", first, second);
        flips(answer, "gained", second, first);
        latency(
                answer,
                first.path("latency_ms").asDouble(),
                second.path("latency_ms").asDouble());
        return answer;
    }

    private static void latency(ObjectNode answer, double first, double second) {
        answer.putArray("metrics")
                .addObject()
                .put("metric_type", "latency")
                .put("metric_name", "mean_latency")
                .put("higher_is_better", false)
                .put("first", first)
                .put("second", second)
                .put("difference", second - first)
                .put("change_percent", second / first - 1)
                .putObject("test")
                .put("name", "welch_t")
                .put("p_value", .03)
                .put("verdict", second > first ? "worse" : "better");
    }

    /// The items that one run got right and the other wrong.
    private static void flips(ObjectNode answer, String name, ObjectNode right, ObjectNode wrong) {
        var ones = StubRuns.samples(right);
        var others = StubRuns.samples(wrong);
        var items = IntStream.range(0, Math.min(ones.size(), others.size()))
                .filter(index -> score(ones, index) == 1 && score(others, index) == 0)
                .mapToObj(index -> ones.get(index).path("id").asText())
                .toList();
        answer.put(name, items.size());
        var listed = answer.putArray(name + "_items");
        items.stream().limit(20).forEach(listed::add);
    }

    private static int score(List<ObjectNode> samples, int index) {
        return samples.get(index).path("score").asInt(-1);
    }
}
