package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Clients of the original system find every path and every name they knew.
@ExtendWith(SuiteExtension.class)
class OriginalContractTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MODEL = "known to the original";

    private final Lab lab;
    private long modelId;
    private long runId;

    OriginalContractTest(Suite suite) {
        this.lab = suite.lab();
    }

    @BeforeEach
    void aModelHasARun() {
        var run = push(.8);
        runId = run.getLong("id");
        modelId = run.getLong("model_id");
    }

    @Test
    void ofModels() {
        assertThat(lab.get("/models?active_only=true").getList("name")).contains(MODEL);
        assertThat(lab.get("/models/" + modelId).getMap("")).containsKeys(names("""
                        id name version provider cost_per_input_token cost_per_output_token max_tokens
                        context_length model_type capabilities active created_at updated_at base_url remote_name
                        api_key_ref labels
                        """));
        lab.put("/models/" + modelId, Map.of("version", "2")).statusCode(200);
        assertThat(lab.get("/models/" + modelId).getString("version")).isEqualTo("2");
    }

    @Test
    void ofRunsAndMetrics() {
        var run = lab.get("/benchmark-runs/" + runId);
        assertThat(run.getMap("")).containsKeys(names("""
                        id timestamp model_id dataset_name dataset_version run_config accuracy latency_ms
                        total_cost total_tokens_input total_tokens_output status error_message duration_seconds
                        sample_count scheduled_job_id trigger_type created_at completed_at measurable excluded
                        error_count progress source batch_id fingerprint labels
                        """));
        assertThat(run.getDouble("accuracy")).isEqualTo(.8);
        assertThat(lab.get("/benchmark-runs?model_id=" + modelId).getList("id")).contains((int) runId);
        var metric = lab.get("/benchmark-runs/" + runId + "/metrics").getMap("find { it.metric_type == 'accuracy' }");
        assertThat(metric).containsKeys(names("""
                        id run_id metric_type metric_name value unit category sample_id metadata timestamp
                        std_error sample_count higher_is_better
                        """));
        var history = lab.get("/metrics/history?metric_type=accuracy&days=30&model_id=" + modelId);
        assertThat(history.getList("timestamp", String.class)).isSorted().isNotEmpty();
    }

    @Test
    void ofJobs() {
        lab.uploadSums("contract");
        var job = Map.of(
                "job_id",
                "of the original",
                "model_name",
                MODEL,
                "dataset_name",
                "contract",
                "benchmark_config",
                Map.of("sample_size", 10),
                "schedule_type",
                "cron",
                "schedule_params",
                Map.of("hour", 2, "minute", 0));
        assertThat(lab.post("/scheduler/jobs", job)
                        .statusCode(201)
                        .extract()
                        .jsonPath()
                        .getMap(""))
                .containsKeys("message", "job_id");

        assertThat(lab.get("/scheduler/jobs/of the original").getMap("")).containsKeys(names("""
                        job_id model_name dataset_name benchmark_config schedule_type schedule_params enabled
                        max_instances coalesce misfire_grace_time cooldown_minutes metadata next_run_time
                        trigger
                        """));
        assertThat(lab.get("/scheduler/stats").getMap("")).containsKeys(names("""
                        running total_jobs active_jobs paused_jobs next_run_times
                        """));
        lab.http().post("/scheduler/jobs/of the original/pause").then().statusCode(200);
        assertThat(lab.get("/scheduler/jobs/of the original").getBoolean("enabled"))
                .isFalse();
        lab.http().post("/scheduler/jobs/of the original/resume").then().statusCode(200);
        lab.http().delete("/scheduler/jobs/of the original").then().statusCode(200);
        lab.http().get("/scheduler/jobs/of the original").then().statusCode(404);
    }

    @Test
    void ofDetection() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> trends().getInt("total_runs_analyzed") > 0);
        assertThat(trends().getMap("")).containsKeys(names("""
                        model_id analysis_period_days total_runs_analyzed metrics_analyzed metric_trends
                        """));
        assertThat(lab.post("/regression-detection/analyze/" + modelId + "?days_back=30", "")
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getMap(""))
                .containsKeys(names("""
                        model_id analysis_period_days regressions_detected total_metrics_analyzed results
                        """));
        assertThat(lab.get("/regression-detection/summary?days_back=7").getMap("summary"))
                .containsKeys(names("""
                        total_models_analyzed total_regressions_detected regressions_by_severity
                        regressions_by_metric_type models_with_regressions
                        """));
    }

    @Test
    void ofAlerts() {
        lab.post(
                        "/benchmark-runs/results",
                        Map.of("model_name", MODEL, "dataset_name", "fails", "status", "failed", "error_message", "x"))
                .statusCode(201);
        await().atMost(PATIENCE).until(() -> !failures().isEmpty());
        assertThat(failures().getFirst()).containsKeys(names("""
                        id timestamp alert_type severity title message model_id run_id metric_type trigger_value
                        threshold_value baseline_value status acknowledged_at acknowledged_by resolved_at
                        resolved_by resolution_notes notification_channels notification_status rule_id
                        metric_name dataset_name fingerprint occurrences snoozed_until escalated_at resolution
                        """));
        assertThat(lab.get("/alerts/statistics?days_back=7").getMap("")).containsKeys(names("""
                        period_days total_alerts active_alerts resolved_alerts resolution_rate
                        alerts_by_severity alerts_by_type mean_time_to_acknowledge_seconds
                        mean_time_to_resolve_seconds false_alarm_share
                        """));
    }

    @Test
    void ofTheDashboard() {
        assertThat(lab.get("/health").getMap("")).containsKeys(names("""
                        status database scheduler components timestamp
                        """));
        assertThat(lab.get("/health").getMap("components"))
                .containsOnlyKeys("database", "scheduler", "regression_detector", "alert_manager")
                .doesNotContainValue("unhealthy");
        assertThat(lab.get("/dashboard/overview").getMap("")).containsKeys(names("""
                        total_active_models recent_benchmark_runs failed_runs_percentage system_health
                        scheduled_jobs alerts
                        """));
        var path = "/dashboard/model-performance/" + modelId + "?days_back=30";
        await().atMost(PATIENCE).ignoreExceptions().until(() -> lab.get(path).getInt("total_runs") > 0);
        assertThat(lab.get(path).getMap("")).containsKeys(names("""
                        model_id period_days total_runs success_rate performance recent_runs trends
                        """));
    }

    @Test
    void ofTheDocumentation() {
        var paths = lab.get("/openapi?format=json").getMap("paths").keySet().stream()
                .map(String::valueOf)
                .toList();
        assertThat(paths)
                .contains(
                        "/health",
                        "/models",
                        "/models/{id}",
                        "/benchmark-runs",
                        "/benchmark-runs/{id}",
                        "/benchmark-runs/{id}/metrics",
                        "/metrics/history",
                        "/scheduler/jobs",
                        "/scheduler/stats",
                        "/alerts",
                        "/alerts/{id}",
                        "/alerts/statistics",
                        "/dashboard/overview");
        lab.http().get("/docs/").then().statusCode(200);
        lab.http().get("/").then().statusCode(200).contentType("text/html");
    }

    private JsonPath push(double accuracy) {
        return lab.post(
                        "/benchmark-runs/results",
                        Map.of(
                                "model_name",
                                MODEL,
                                "dataset_name",
                                "contract",
                                "metrics",
                                List.of(Map.of(
                                        "metric_type",
                                        "accuracy",
                                        "metric_name",
                                        "overall_accuracy",
                                        "value",
                                        accuracy,
                                        "sample_count",
                                        100))))
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private JsonPath trends() {
        return lab.get("/regression-detection/trends/" + modelId + "?days_back=30");
    }

    private List<Map<String, Object>> failures() {
        return lab.get("/alerts?alert_type=benchmark_failure&model_id=" + modelId)
                .getList("");
    }

    private static String[] names(String list) {
        return list.strip().split("\\s+");
    }
}
