package io.llmlab.alert;

import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.WebhookReceiver.Call;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.platform.security.WebhookSignature;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a webhook's receiver can choose: secrets, the shape of the body, a body of its own.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class WebhookPayloadTest {

    private static final Metric WORSE = Metric.accuracy(0.5625, 0.2168);
    private static final String NEW_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;

    @BeforeEach
    void open() {
        lab = new Lab(bootstrapServers);
    }

    @Test
    void signsWithBothSecretsOfARotation() {
        try (var receiver = new WebhookReceiver()) {
            Lab.channel(
                    "rotating",
                    "webhook",
                    Map.of("url", receiver.url(), "secret", NEW_SECRET, "previous_secret", OLD_SECRET));

            given().post("/notification-channels/rotating/test").then().body("delivered", equalTo(true));

            var call = receiver.calls().getFirst();
            assertThat(call.header("webhook-signature"))
                    .isEqualTo("%s %s".formatted(signature(NEW_SECRET, call), signature(OLD_SECRET, call)));
            given().get("/notification-channels/rotating")
                    .then()
                    .body(not(containsString("whsec_")))
                    .body("secrets_set", equalTo(List.of("previous_secret", "secret")));
        }
    }

    @Test
    void sendsTheFieldsOfAnAlertFlatWhereAskedTo() {
        try (var receiver = new WebhookReceiver()) {
            var model = model();

            var alert = lab.tell("flat", "webhook", Map.of("url", receiver.url(), "payload", "flat"), model, WORSE);

            Lab.status(alert, "flat");
            var body = JsonPath.from(receiver.calls().getFirst().body());
            var seen = given().get("/alerts/" + alert).jsonPath();
            for (var field : List.of(
                    "id",
                    "alert_type",
                    "severity",
                    "title",
                    "message",
                    "model_id",
                    "run_id",
                    "metric_type",
                    "metric_name",
                    "dataset_name",
                    "trigger_value",
                    "threshold_value",
                    "baseline_value",
                    "status",
                    "rule_id",
                    "fingerprint")) {
                assertThat(body.getString(field)).as(field).isNotNull().isEqualTo(seen.getString(field));
            }
        }
    }

    @Test
    void sendsABodyOfAPersonsOwn() {
        try (var receiver = new WebhookReceiver()) {
            var model = model();
            var template =
                    "{\"what\": \"{message.title}\", \"facts\": [{#for fact in facts}\"{fact.name}\",{/for} null]}";

            var alert = lab.tell("own", "webhook", Map.of("url", receiver.url(), "template", template), model, WORSE);

            Lab.status(alert, "own");
            var body = JsonPath.from(receiver.calls().getFirst().body());
            assertThat(body.getString("what")).startsWith("overall_accuracy of " + model.name());
            assertThat(body.getList("facts", String.class)).contains("Suspect", "Last good run");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"{message.nothing}\"}",
                "{\"a\": \"{message.model.name}\"}",
                "{\"a\": {message.title}}",
                "{#for}",
                "{#include other}{/include}",
                "{\"a\": [{#for i in 1000000000}1,{/for}2]}"
            })
    void refusesATemplateThatWouldFailAtAnAlert(String template) {
        post(
                        "/notification-channels",
                        Map.of(
                                "name",
                                "unfit",
                                "type",
                                "webhook",
                                "config",
                                Map.of("url", "https://hooks.example.org", "template", template)))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/config/template"));
        given().get("/notification-channels/unfit").then().statusCode(404);
    }

    private static String signature(String secret, Call call) {
        return WebhookSignature.of(
                secret,
                call.header("webhook-id"),
                Long.parseLong(call.header("webhook-timestamp")),
                call.body().getBytes(StandardCharsets.UTF_8));
    }
}
