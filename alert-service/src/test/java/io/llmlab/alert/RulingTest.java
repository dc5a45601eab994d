package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertsOf;
import static io.llmlab.alert.Lab.awaitAlert;
import static io.llmlab.alert.Lab.model;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the rules said of a run is kept, also where they let it pass.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class RulingTest {

    private static final Metric WORSE = Metric.accuracy(0.5625, 0.2168);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;
    private Runs runs;

    @BeforeEach
    void aLab() {
        lab = new Lab(bootstrapServers);
        runs = new Runs(bootstrapServers);
    }

    @Test
    void saysWhichRuleFiredWithItsAlertAndWhyOthersDidNot() {
        var model = model();
        Lab.post(
                        "/alert-rules",
                        Map.of(
                                "rule_id",
                                "only-mmlu",
                                "alert_type",
                                "performance_regression",
                                "severity",
                                "info",
                                "matchers",
                                List.of(Map.of("name", "model", "value", model.name())),
                                "conditions",
                                Map.of("datasets", List.of("mmlu"))))
                .statusCode(201);
        lab.found(model, "gsm8k", WORSE);
        var alert = awaitAlert(model);
        var run = alertsOf(model).getLong("[0].run_id");

        var rulings = rulings(run);

        var fired = rulings.getMap("find { it.fired }");
        assertThat(fired)
                .containsEntry("rule_id", "performance_regression_critical")
                .containsEntry("alert_type", "performance_regression")
                .containsEntry("metric_type", "accuracy")
                .containsEntry("metric_name", "overall_accuracy")
                .containsEntry("reason", "overall_accuracy of %s on gsm8k fell by 61.5 %%".formatted(model.name()));
        assertThat(rulings.getLong("find { it.fired }.alert_id")).isEqualTo(alert);
        assertThat(rulings.getString("find { it.rule_id == 'only-mmlu' }.reason"))
                .isEqualTo("it watches other models or data sets");
        assertThat(rulings.getBoolean("find { it.rule_id == 'only-mmlu' }.fired"))
                .isFalse();
        assertThat(rulings.getString("find { it.rule_id == 'only-mmlu' }.alert_id"))
                .isNull();
    }

    @Test
    void namesTheAlertThatWasOpenAlready() {
        var model = model();
        runs.missed(model, "gsm8k", Instant.now().minusSeconds(300));
        var alert = awaitAlert(model);
        var second = runs.missed(model, "mmlu", Instant.now().minusSeconds(200));

        await().atMost(PATIENCE)
                .until(() -> rulings(second).getList("findAll { it.fired }").size() == 1);

        assertThat(rulings(second).getLong("find { it.fired }.alert_id")).isEqualTo(alert);
        assertThat(alertsOf(model).getInt("[0].occurrences")).isEqualTo(2);
    }

    @Test
    void keepsNothingOfARunThatWentWell() {
        var model = model();
        var well = runs.ended(
                model,
                "gsm8k",
                Map.of("timestamp", Instant.now().minusSeconds(60).toString()));
        var failed = runs.ended(model, "gsm8k", Map.of("status", "failed"));

        await().atMost(PATIENCE).until(() -> !rulings(failed).getList("$").isEmpty());

        assertThat(rulings(failed).getString("find { it.rule_id == 'benchmark_failure' }.reason"))
                .contains(model.name());
        assertThat(rulings(well).getList("$")).isEmpty();
    }

    @Test
    void asksWhichRunIsMeant() {
        given().get("/alert-rulings")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].parameter", equalTo("run_id"));
    }

    private static JsonPath rulings(long run) {
        return given().get("/alert-rulings?limit=1000&run_id=" + run)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
