package io.llmlab.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.launch.Service;
import io.llmlab.local.replay.ReplayServer;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A bad run of a carefully watched model: the runner repeats it before anybody is told.
@ExtendWith(SuiteExtension.class)
class ConfirmationTest {

    private static final int REPEATS = 2;
    private static final int GOOD_RUNS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Lab lab;
    private final Suite suite;
    private final Exam exam;

    ConfirmationTest(Suite suite) {
        this.suite = suite;
        this.lab = suite.lab();
        this.exam = Exam.own(suite.root());
    }

    @Test
    void findsWhatTheRepeatsOfTheRunShowToo() throws Exception {
        var model = "model that stays worse";
        try (var replay = Suite.replay(exam, model)) {
            var modelId = watchCarefully(model, replay);

            answersAs(exam.poor(), model, replay);
            var bad = run(model);

            var suspicion = decided(modelId);
            assertThat(suspicion.getString("[0].state")).isEqualTo("found");
            assertThat(suspicion.getLong("[0].run_id")).isEqualTo(bad.getLong("id"));
            var repeats = repeats(modelId);
            assertThat(repeats).hasSize(REPEATS);
            assertThat(repeats)
                    .allSatisfy(repeat -> assertThat(repeat)
                            .containsEntry("sample_count", exam.subset())
                            .containsEntry("run_config", bad.get("run_config")));
            var finding = theOnly(lab.findings(modelId, "accuracy"));
            assertThat(finding).containsEntry("run_id", bad.getInt("id")).containsEntry("state", "open");
            assertThat(repeats)
                    .allSatisfy(repeat ->
                            assertThat(time(finding, "timestamp")).isAfterOrEqualTo(time(repeat, "completed_at")));
        }
    }

    @Test
    void dropsWhatTheRepeatsDoNotShow() throws Exception {
        var model = "model that was worse once";
        try (var replay = Suite.replay(exam, model)) {
            var modelId = watchCarefully(model, replay);

            // So that the model is itself again before the first repeat can be asked for.
            suite.kill(Service.REGRESSION);
            answersAs(exam.poor(), model, replay);
            var bad = run(model);
            answersAs(exam.good(), model, replay);
            suite.restart(Service.REGRESSION);

            var suspicion = decided(modelId);
            assertThat(suspicion.getString("[0].state")).isEqualTo("dropped");
            assertThat(suspicion.getString("[0].reason")).isEqualTo("not_repeated");
            assertThat(suspicion.getLong("[0].run_id")).isEqualTo(bad.getLong("id"));
            assertThat(repeats(modelId)).hasSize(REPEATS);
            assertThat(lab.findings(modelId, "accuracy")).isEmpty();
        }
    }

    /// @return the model's id
    private long watchCarefully(String model, ReplayServer replay) throws Exception {
        lab.offer(exam.name(), Files.readString(exam.questions()));
        var modelId = lab.register(model, replay.baseUrl());
        run(model);
        // A configuration can name a model that the detector has heard of.
        await().atMost(PATIENCE).untilAsserted(() -> watch(modelId));
        for (var run = 0; run < GOOD_RUNS - 1; run++) {
            run(model);
        }
        assertThat(lab.findings(modelId, "accuracy")).isEmpty();
        assertThat(suspicions(modelId).getList("id")).isEmpty();
        return modelId;
    }

    private void watch(long modelId) {
        lab.post(
                        "/regression-detection/configs",
                        Map.of(
                                "method",
                                "auto",
                                "metric_type",
                                "accuracy",
                                "metric_name",
                                "overall_accuracy",
                                "model_id",
                                modelId,
                                "confirm_runs",
                                REPEATS))
                .statusCode(201);
    }

    private JsonPath run(String model) {
        var run = lab.run(
                model, exam.name(), Map.of("scorer", "numeric", "concurrency", 48, "sample_size", exam.subset()));
        assertThat(run.getString("status")).as(run.getString("error_message")).isEqualTo("completed");
        return run;
    }

    private JsonPath decided(long modelId) {
        await().atMost(PATIENCE).until(() -> suspicions(modelId).getString("[0].decided_at") != null);
        var suspicions = suspicions(modelId);
        assertThat(suspicions.getList("id")).hasSize(1);
        return suspicions;
    }

    private JsonPath suspicions(long modelId) {
        return lab.get("/regression-detection/suspicions?model_id=" + modelId);
    }

    private List<Map<String, Object>> repeats(long modelId) {
        return lab.get("/benchmark-runs?trigger_type=alert&model_id=" + modelId).getList("");
    }

    private static void answersAs(String system, String model, ReplayServer replay) {
        given().contentType(ContentType.JSON)
                .body(Map.of("model", model, "answers_as", system))
                .post(replay.url() + "/control")
                .then()
                .statusCode(200);
    }

    private static Instant time(Map<String, Object> view, String field) {
        return Instant.parse((String) view.get(field));
    }

    private static <T> T theOnly(List<T> things) {
        assertThat(things).hasSize(1);
        return things.getFirst();
    }
}
