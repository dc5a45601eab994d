package io.llmlab.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmlab.local.replay.ReplayServer;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The main job: a model answers worse from one run to the next, and the right people hear of it, once.
@ExtendWith(SuiteExtension.class)
class RegressionStoryTest {

    private static final Map<String, String> ACCURACY = Map.of("name", "metric", "value", "overall_accuracy");
    private static final List<String> RULES =
            List.of("/alert-rules/performance_regression_critical", "/alert-rules/performance_regression");
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final Lab lab;
    private final Suite suite;

    RegressionStoryTest(Suite suite) {
        this.suite = suite;
        this.lab = suite.lab();
    }

    @Test
    void alertsOnceWhenTheModelOfGsm8kGetsWorse() throws Exception {
        var exam = Exam.gsm8k(suite.root().resolve("../shared"));
        assumeTrue(exam.isThere(), "GSM8K is not beside this clone; the project's own data cover the same code");
        tell(exam);
    }

    @Test
    void alertsOnceWhenTheModelOfTheOwnDataGetsWorse() throws Exception {
        tell(Exam.own(suite.root()));
    }

    private void tell(Exam exam) throws Exception {
        var model = "model of " + exam.name();
        try (var replay = Suite.replay(exam, model);
                var receivers = new Receivers()) {
            lab.upload(exam.name(), exam.questions());
            var modelId = lab.register(model, replay.baseUrl());
            notify(receivers);

            reproducesTheRecordedShare(exam, model);
            for (var run = 0; run < 12; run++) {
                runOnASubset(exam, model);
            }
            assertThat(lab.alerts(modelId)).isEmpty();
            var before = lab.findings(modelId, "accuracy").size();
            var weekBefore = lab.get("/dashboard/overview").getInt("alerts.total_last_week");

            answersFromNowOnAs(exam.poor(), model, replay);
            for (var run = 0; run < 3; run++) {
                runOnASubset(exam, model);
            }

            await().atMost(TEN_SECONDS).until(() -> !receivers.calls().isEmpty() && receivers.mails() > 0);
            assertThat(lab.findings(modelId, "accuracy")).hasSize(before + 1);
            var alert = theOnly(lab.alerts(modelId));
            assertThat(alert)
                    .containsEntry("severity", "critical")
                    .containsEntry("alert_type", "performance_regression")
                    .containsEntry("metric_type", "accuracy")
                    .containsEntry("status", "active");
            assertThat(receivers.subjectOfTheMail()).contains("CRITICAL").contains(model);
            await().atMost(TEN_SECONDS)
                    .until(() -> lab.get("/dashboard/overview").getInt("alerts.total_last_week") == weekBefore + 1);

            acknowledgesAndResolves(alert);
            // Another bad run of an incident that is known: nobody is told again.
            runOnASubset(exam, model);
            lab.get("/dashboard/overview");
            assertThat(receivers.calls()).hasSize(1);
            assertThat(receivers.mails()).isEqualTo(1);
        }
    }

    private void reproducesTheRecordedShare(Exam exam, String model) throws IOException {
        var run = lab.run(model, exam.name(), Map.of("scorer", "numeric", "concurrency", 48));

        assertThat(run.getString("status")).as(run.getString("error_message")).isEqualTo("completed");
        assertThat(run.getInt("sample_count")).isEqualTo(exam.size());
        assertThat(Math.round(run.getDouble("accuracy") * exam.size())).isEqualTo(exam.correct(exam.good()));
    }

    private void runOnASubset(Exam exam, String model) {
        var run = lab.run(
                model,
                exam.name(),
                Map.of("scorer", "numeric", "concurrency", 48, "sample_size", exam.subset(), "random", true));
        assertThat(run.getString("status")).as(run.getString("error_message")).isEqualTo("completed");
        assertThat(run.getInt("sample_count")).isEqualTo(exam.subset());
    }

    private void notify(Receivers receivers) {
        lab.put("/notification-channels/webhook", Map.of("config", Map.of("url", receivers.webhookUrl())))
                .statusCode(200);
        lab.put(
                        "/notification-channels/email",
                        Map.of(
                                "config",
                                Map.of(
                                        "smtp_server",
                                        "127.0.0.1",
                                        "smtp_port",
                                        receivers.smtpPort(),
                                        "from_email",
                                        "lab@example.com",
                                        "to_emails",
                                        List.of("owner@example.com"))))
                .statusCode(200);
        // The replay answers as quickly as the machine lets it: what else that does is no regression of the model.
        RULES.forEach(rule -> lab.put(
                        rule,
                        Map.of("notification_channels", List.of("email", "webhook"), "matchers", List.of(ACCURACY)))
                .statusCode(200));
    }

    private void acknowledgesAndResolves(Map<String, Object> alert) {
        var path = "/alerts/" + alert.get("id");
        lab.put(path, Map.of("status", "acknowledged", "acknowledged_by", "ada"))
                .statusCode(200)
                .body("alert.status", equalTo("acknowledged"));
        lab.put(path, Map.of("status", "resolved", "resolved_by", "ada", "resolution_notes", "rolled back"))
                .statusCode(200)
                .body("alert.status", equalTo("resolved"));
        lab.put(path, Map.of("status", "acknowledged", "acknowledged_by", "bob"))
                .statusCode(409);
    }

    private static void answersFromNowOnAs(String system, String model, ReplayServer replay) {
        given().contentType(ContentType.JSON)
                .body(Map.of("model", model, "answers_as", system))
                .post(replay.url() + "/control")
                .then()
                .statusCode(200);
    }

    private static <T> T theOnly(List<T> things) {
        assertThat(things).hasSize(1);
        return things.getFirst();
    }
}
