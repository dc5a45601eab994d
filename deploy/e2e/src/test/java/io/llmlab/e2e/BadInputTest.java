package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a caller can send wrong is answered with a problem that says what to do, and leaves nothing behind.
@ExtendWith(SuiteExtension.class)
class BadInputTest {

    private final Lab lab;

    BadInputTest(Suite suite) {
        this.lab = suite.lab();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models/987654321",
                "/benchmark-runs/987654321",
                "/benchmark-runs/987654321/metrics",
                "/scheduler/jobs/nobody",
                "/alerts/987654321",
                "/datasets/nothing",
                "/alert-rules/nothing",
                "/notification-channels/nothing",
                "/dashboard/model-performance/987654321",
                "/regression-detection/trends/987654321",
                "/no/such/path"
            })
    void answersWhatIsUnknownWith404(String path) {
        problem(lab.http().get(path).then(), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models?active_only=perhaps",
                "/benchmark-runs?limit=0",
                "/benchmark-runs?limit=many",
                "/benchmark-runs?status=asleep",
                "/metrics/history?days=400",
                "/regression-detection/summary?days_back=0",
                "/alerts?severity=bad",
                "/alerts/statistics?days_back=366",
                "/dashboard/model-performance/1?days_back=-1"
            })
    void namesAParameterThatDoesNotFit(String path) {
        var name = path.replaceAll(".*[?&](\\w+)=.*", "$1");
        problem(lab.http().get(path).then(), 422).body("errors.parameter", hasItem(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models",
                "/datasets",
                "/benchmark-runs",
                "/regression-detection/results",
                "/alerts",
                "/scheduler/jobs"
            })
    void refusesWhatNoDatabaseCanHold(String path) {
        problem(lab.http().queryParam("dataset_name", "a\0b").get(path).then(), 422)
                .body("errors.parameter", hasItem("dataset_name"));
    }

    @Test
    void refusesATimeBeyondAllCalendars() {
        problem(
                        lab.http()
                                .queryParam("since", "+999999999-01-01T00:00:00Z")
                                .get("/regression-detection/results")
                                .then(),
                        422)
                .body("errors.parameter", hasItem("since"));
        problem(lab.post("/models", Map.of("name", "a\0b", "provider", "custom")), 422)
                .body("errors.pointer", hasItem("/name"));
    }

    @Test
    void refusesATakenName() {
        lab.register("taken", "http://127.0.0.1:9/v1");
        problem(lab.post("/models", Map.of("name", "taken", "provider", "custom")), 409);
    }

    @Test
    void namesACronFieldThatDoesNotFit() {
        lab.register("punctual", "http://127.0.0.1:9/v1");
        lab.uploadSums("sums");
        var job = Map.of(
                "job_id", "never",
                "model_name", "punctual",
                "dataset_name", "sums",
                "schedule_type", "cron",
                "schedule_params", Map.of("hour", "25"));
        problem(lab.post("/scheduler/jobs", job), 422)
                .body("errors.pointer", hasItem("/schedule_params/hour"))
                .body("detail", containsString("23"));
        problem(lab.http().get("/scheduler/jobs/never").then(), 404);
    }

    @Test
    void namesTheLineOfADataSetThatIsNoJsonAndKeepsNothing() {
        var lines = """
                {"id": "1", "prompt": "1 + 1?", "target": "2"}
                {"id": "2", "prompt": "1 + 2?"
                """;
        problem(lab.offer("broken", lines), 422).body("detail", containsString("line 2"));
        problem(lab.http().get("/datasets/broken").then(), 404);
    }

    @Test
    void refusesWhatIsNoJson() {
        problem(lab.post("/models", "{\"name\": "), 400);
        problem(lab.http().contentType("text/plain").body("x").post("/models").then(), 415);
        problem(lab.http().delete("/health").then(), 405);
    }

    @Test
    void failsARunWhoseEndpointIsNotThereAndSaysSo() throws Exception {
        lab.register("nowhere", "http://127.0.0.1:9/v1");
        lab.uploadSums("two-sums");

        var run = lab.run("nowhere", "two-sums", Map.of("max_retries", 0));

        assertThat(run.getString("status")).isEqualTo("failed");
        assertThat(run.getString("error_message")).contains("http://127.0.0.1:9/v1");
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", equalTo("about:blank"));
    }
}
