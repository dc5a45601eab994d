package io.llmlab.alert;

import static io.llmlab.alert.Lab.post;
import static io.llmlab.alert.Lab.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class AlertRuleResourceTest {

    @Test
    void hasTheDefaultsFromTheStart() {
        given().get("/alert-rules")
                .then()
                .statusCode(200)
                .body(
                        "rule_id",
                        hasItems(
                                "performance_regression_critical",
                                "performance_regression",
                                "benchmark_failure",
                                "high_error_rate",
                                "model_unavailable",
                                "cost_anomaly",
                                "latency_spike",
                                "system_error"));
        given().get("/alert-rules/performance_regression_critical")
                .then()
                .body("alert_type", equalTo("performance_regression"))
                .body("severity", equalTo("critical"))
                .body("conditions.change_percent_threshold", equalTo(0.1f))
                .body("conditions.confidence_threshold", equalTo(0.8f))
                .body("conditions.severities", equalTo(List.of("critical")))
                .body("conditions.settled", equalTo(true))
                .body("notification_channels", equalTo(List.of("email", "slack")))
                .body("cooldown_minutes", equalTo(30));
        given().get("/alert-rules/performance_regression")
                .then()
                .body("severity", equalTo("warning"))
                .body("conditions.severities", equalTo(List.of("warning", "info")))
                .body("conditions.settled", equalTo(true))
                .body("notification_channels", equalTo(List.of("email", "slack")));
    }

    @Test
    void makesChangesAndDeletesARule() {
        post("/alert-rules", rule("crud", Map.of("conditions", Map.of("change_percent_threshold", 0.3))))
                .statusCode(201)
                .header("Location", equalTo("/alert-rules/crud"))
                .body("name", equalTo("crud"))
                .body("enabled", equalTo(true))
                .body("cooldown_minutes", equalTo(60))
                .body("remind_minutes", equalTo(1440));
        post("/alert-rules", rule("crud", Map.of()))
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("crud"));

        put("/alert-rules/crud", Map.of("severity", "critical", "description", "d"))
                .statusCode(200)
                .body("severity", equalTo("critical"))
                .body("conditions.change_percent_threshold", equalTo(0.3f));
        var cleared = new HashMap<String, Object>();
        cleared.put("description", null);
        put("/alert-rules/crud", cleared).statusCode(200).body("description", nullValue());

        given().delete("/alert-rules/crud").then().statusCode(204);
        given().get("/alert-rules/crud").then().statusCode(404);
        given().delete("/alert-rules/crud").then().statusCode(404);
        put("/alert-rules/crud", Map.of("severity", "info")).statusCode(404);
    }

    @Test
    void takesBackWhatItGave() {
        post("/alert-rules", rule("round-trip", Map.of("matchers", List.of(Map.of("name", "model", "value", "x")))))
                .statusCode(201);
        var body = given().get("/alert-rules/round-trip").then().extract().asString();

        given().contentType(ContentType.JSON)
                .body(body)
                .put("/alert-rules/round-trip")
                .then()
                .statusCode(200)
                .body("matchers[0].value", equalTo("x"));
    }

    @Test
    void namesWhatDoesNotFit() {
        post("/alert-rules", rule("bad", Map.of("conditions", Map.of("colour", 1))))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/conditions/colour"))
                .body(
                        "errors[0].detail",
                        equalTo(
                                "is not known here; known are change_percent_threshold, confidence_threshold, datasets, methods, metrics, metrics_affected_threshold, models, settled, severities"));
        post("/alert-rules", rule("bad", Map.of("conditions", Map.of("confidence_threshold", 80))))
                .statusCode(422)
                .body("errors[0].detail", equalTo("must be 0 to 1, not 80.0"));
        post("/alert-rules", rule("bad", Map.of("notification_channels", List.of("email", "pigeon"))))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/notification_channels/1"))
                .body(
                        "errors[0].detail",
                        allOf(containsString("there is no channel 'pigeon'; there are "), containsString("console, ")));
        post("/alert-rules", rule("bad", Map.of("matchers", List.of(Map.of("name", "colour", "value", "x")))))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/matchers/0"))
                .body("errors[0].detail", containsString("labels.<key>"));
        var lookAround = Map.of("name", "model", "value", "(?!gpt).*", "is_regex", true);
        post("/alert-rules", rule("bad", Map.of("matchers", List.of(lookAround))))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/matchers/0"))
                .body("errors[0].detail", containsString("no regular expression (RE2)"));
        post("/alert-rules", rule("bad", Map.of("alert_type", "weather")))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/alert_type"));
        post("/alert-rules", rule("bad", Map.of("alert_type", "system_error", "conditions", Map.of("colour", 1))))
                .statusCode(422)
                .body("errors[0].detail", equalTo("is not known here; known are troubles"));
        post("/alert-rules", rule("bad rule", Map.of())).statusCode(422).body("errors[0].pointer", equalTo("/rule_id"));
        // Its path tries rules.
        post("/alert-rules", rule("preview", Map.of())).statusCode(422).body("errors[0].pointer", equalTo("/rule_id"));
        post("/alert-rules", rule("previews", Map.of())).statusCode(201);
        given().delete("/alert-rules/previews").then().statusCode(204);
        post("/alert-rules", rule("bad", Map.of("cooldown_minutes", -1)))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/cooldown_minutes"));
        post("/alert-rules", rule("bad", Map.of("threshold", 1)))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/threshold"));
        post("/alert-rules", Map.of("rule_id", "bad")).statusCode(422);
        given().get("/alert-rules/bad").then().statusCode(404);
    }

    @Test
    void escalatesOnlyToChannelsThatThereAreAndStay() {
        post(
                        "/alert-rules",
                        rule(
                                "esc",
                                escalation(
                                        Map.of("escalate_after_minutes", 5, "escalation_channels", List.of("pigeon")))))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/escalation_rules/escalation_channels/0"));
        post("/alert-rules", rule("esc", escalation(Map.of("steps", List.of(step(5, "email"), step(10, "pigeon"))))))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/escalation_rules/steps/1/channels/0"));
        post("/alert-rules", rule("esc", escalation(Map.of("steps", List.of(step(0, "email"))))))
                .statusCode(422);
        post("/alert-rules", rule("esc", escalation(Map.of("steps", List.of(Map.of("after_minutes", 5))))))
                .statusCode(422);
        post("/alert-rules", rule("esc", escalation(Map.of("escalate_after_minutes", 5))))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/escalation_rules"));
        post("/notification-channels", Map.of("name", "boss", "type", "console"))
                .statusCode(201);

        post("/alert-rules", rule("esc", escalation(Map.of("steps", List.of(step(5, "boss"))))))
                .statusCode(201)
                .body("escalation_rules.steps[0].after_minutes", equalTo(5));

        given().delete("/notification-channels/boss").then().statusCode(409);
        given().delete("/alert-rules/esc").then().statusCode(204);
        given().delete("/notification-channels/boss").then().statusCode(204);
    }

    private static Map<String, ?> escalation(Map<String, ?> rules) {
        return Map.of("escalation_rules", rules);
    }

    private static Map<String, ?> step(int afterMinutes, String channel) {
        return Map.of("after_minutes", afterMinutes, "channels", List.of(channel));
    }

    @Test
    void keepsARuleAsItWasWhenAChangeDoesNotFit() {
        post("/alert-rules", rule("kept", Map.of())).statusCode(201);

        put("/alert-rules/kept", Map.of("severity", "info", "notification_channels", List.of("pigeon")))
                .statusCode(422);
        put("/alert-rules/kept", Map.of("severity", "info", "conditions", Map.of("colour", 1)))
                .statusCode(422);
        put("/alert-rules/kept", Map.of("rule_id", "other")).statusCode(422);
        put("/alert-rules/kept", Map.of("severity", "loud")).statusCode(422);

        given().get("/alert-rules/kept").then().body("severity", equalTo("warning"));
    }

    @Test
    void makesARuleOncePerIdempotencyKey() {
        for (var repeat = 0; repeat < 2; repeat++) {
            given().contentType(ContentType.JSON)
                    .header("Idempotency-Key", "rule-once")
                    .body(rule("once", Map.of()))
                    .post("/alert-rules")
                    .then()
                    .statusCode(201)
                    .body("rule_id", equalTo("once"));
        }
    }

    @Test
    void pagesRules() {
        var all = given().get("/alert-rules").jsonPath().getList("rule_id", String.class);

        var second = given().get("/alert-rules?limit=1&offset=1").jsonPath().getList("rule_id", String.class);

        assertThat(second).containsExactly(all.get(1));
    }

    private static Map<String, Object> rule(String id, Map<String, ?> more) {
        var rule = new HashMap<String, Object>();
        rule.put("rule_id", id);
        rule.put("alert_type", "performance_regression");
        rule.put("severity", "warning");
        // Rules of this class stay around: they match no model.
        rule.put("matchers", List.of(Map.of("name", "model", "value", "nobody")));
        rule.putAll(more);
        return rule;
    }
}
