package io.llmlab.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Everything that can be read is read, and answered as the merged OpenAPI document says: [Lab] compares each answer.
@ExtendWith(SuiteExtension.class)
class MergedContractTest {

    private static final String MODEL = "described";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, Object> POWER = Map.of("metric", "proportion", "baseline", .8, "drop", .05);

    private final Lab lab;
    private final Set<String> answered = new TreeSet<>();
    private final Map<String, Object> asked = new HashMap<>(Map.of("metric_type", "accuracy", "period_type", "day"));
    private Object run = "";
    private Object other = "";

    MergedContractTest(Suite suite) {
        this.lab = suite.lab();
    }

    @BeforeEach
    void thereIsSomethingToRead() {
        lab.uploadSums("described");
        var first = push(.8);
        asked.put("model_id", requireNonNull(first.get("model_id")));
        other = requireNonNull(first.get("id"));
        run = requireNonNull(push(.81).get("id"));
        asked.put("run_id", run);
        lab.post("/annotations", Map.of("text", "a new prompt")).statusCode(201);
        var matcher = Map.of("name", "model", "value", MODEL, "is_regex", false);
        var tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
        lab.post("/silences", Map.of("matchers", List.of(matcher), "ends_at", tomorrow))
                .statusCode(201);
        lab.http().delete("/scheduler/jobs/described");
        lab.post(
                        "/scheduler/jobs",
                        Map.of(
                                "job_id",
                                "described",
                                "model_name",
                                MODEL,
                                "dataset_name",
                                "described",
                                "schedule_type",
                                "interval",
                                "schedule_params",
                                Map.of("days", 1)))
                .statusCode(201);
        await().atMost(PATIENCE)
                .until(() -> isThere("/benchmark-runs/%s/compare/%s".formatted(run, other))
                        && isThere("/dashboard/model-performance/" + asked.get("model_id")));
    }

    @Test
    void isWhatIsAnswered() {
        var paths = lab.http().get("/openapi").as(JsonNode.class).path("paths");

        paths.propertyStream()
                .filter(path -> isJson(path.getValue().path("get")))
                .sorted(Map.Entry.comparingByKey())
                .forEach(path -> read(path.getKey(), path.getValue().path("get")));

        assertThat(answered)
                .contains(
                        "listModels",
                        "getModel",
                        "listBenchmarkRuns",
                        "getBenchmarkRun",
                        "listBenchmarkRunMetrics",
                        "getBenchmarkRunStory",
                        "getBenchmarkRunVerdict",
                        "getBenchmarkRunCompare",
                        "getSchedulerJob",
                        "listMetricsHistory",
                        "getRegressionDetectionPower",
                        "listRegressionDetectionStreams",
                        "getAlertRule",
                        "getNotificationChannel",
                        "getSilence",
                        "listStatsAggregated",
                        "getDashboardModelPerformance",
                        "getAdminStorage",
                        "getHealth");
    }

    /// With the ids of the first thing of the list above it.
    private void read(String template, JsonNode operation) {
        var path = template;
        while (path.contains("{")) {
            var name = path.substring(path.indexOf('{') + 1, path.indexOf('}'));
            var id = id(path.substring(0, path.indexOf("/{")), name);
            if (id == null) {
                return;
            }
            path = path.replace("{" + name + "}", id.toString());
        }
        var answer = lab.http().queryParams(parameters(template, operation)).get(path);
        assertThat(answer.statusCode()).as(path).isIn(200, 404);
        if (answer.statusCode() == 200) {
            answered.add(operation.path("operationId").asText());
        }
    }

    private @Nullable Object id(String list, String name) {
        return switch (list + " " + name) {
            case "/benchmark-runs id" -> run;
            case "/models id", "/dashboard/model-performance id", "/regression-detection/trends modelId" ->
                asked.get("model_id");
            default -> name.equals("other") ? other : first(list, name);
        };
    }

    private @Nullable Object first(String list, String name) {
        var answer = lab.http().queryParams("limit", 1).get(list);
        if (answer.statusCode() != 200 || answer.jsonPath().getList("").isEmpty()) {
            return null;
        }
        var thing = answer.jsonPath().getMap("[0]");
        return Stream.of(name, "id")
                .map(thing::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private boolean isThere(String path) {
        return lab.http().get(path).statusCode() == 200;
    }

    /// Those that the operation asks for and this test knows.
    private Map<String, Object> parameters(String template, JsonNode operation) {
        if (template.endsWith("/power")) {
            return POWER;
        }
        var parameters = new HashMap<String, Object>();
        for (var parameter : operation.path("parameters")) {
            var name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("query") && asked.containsKey(name)) {
                parameters.put(name, asked.get(name));
            }
        }
        return parameters;
    }

    private static boolean isJson(JsonNode operation) {
        var content = operation.at("/responses/200/content/application~1json");
        return content.has("schema");
    }

    private Map<String, Object> push(double accuracy) {
        var metric = Map.of(
                "metric_type", "accuracy", "metric_name", "overall_accuracy", "value", accuracy, "sample_count", 2);
        var samples = List.of(Map.of("id", "one", "score", 1), Map.of("id", "two", "score", 0));
        return lab.post(
                        "/benchmark-runs/results",
                        Map.of(
                                "model_name",
                                MODEL,
                                "dataset_name",
                                "described",
                                "metrics",
                                List.of(metric),
                                "samples",
                                samples))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getMap("");
    }
}
