package io.llmlab.alert;

import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.post;
import static io.llmlab.alert.Lab.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people note of deploys and prompts, and the alerts that name it.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class AnnotationTest {

    private static final Metric WORSE = Metric.accuracy(0.5625, 0.2168);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void keepsWhatItWasGiven() {
        var id = note("2026-03-01T12:00:00Z", "deploy of prompt v7", Map.of("model", "gpt-x"));

        given().get("/annotations/" + id)
                .then()
                .statusCode(200)
                .body("at", equalTo("2026-03-01T12:00:00Z"))
                .body("text", equalTo("deploy of prompt v7"))
                .body("labels", equalTo(Map.of("model", "gpt-x")))
                .body("created_by", equalTo("ci"));
        put("/annotations/" + id, Map.of("text", "deploy of prompt v8"))
                .statusCode(200)
                .body("text", equalTo("deploy of prompt v8"))
                .body("labels.model", equalTo("gpt-x"));
        given().delete("/annotations/" + id).then().statusCode(204);
        given().get("/annotations/" + id).then().statusCode(404);
        given().delete("/annotations/" + id).then().statusCode(404);
    }

    @Test
    void isOfNowAndOfNobodyWhereNothingElseIsSaid() {
        var clock = SettableClock.installed();

        var made = post("/annotations", Map.of("text", "new weights"))
                .statusCode(201)
                .header("Location", matchesPattern("/annotations/\\d+"))
                .body("at", equalTo(clock.instant().toString()))
                .body("labels", equalTo(Map.of()))
                .body("created_by", equalTo("anonymous"))
                .extract();
        // What is about nobody is named in the alerts of every other test.
        given().delete(made.header("Location")).then().statusCode(204);
    }

    @Test
    void listsAStretchOfTime() {
        var first = note("2025-01-01T00:00:00Z", "a", Map.of());
        var second = note("2025-01-02T00:00:00Z", "b", Map.of());
        note("2025-01-03T00:00:00Z", "c", Map.of());

        var page = given().get("/annotations?since=2025-01-01T00:00:00Z&until=2025-01-03T00:00:00Z&count=true");

        assertThat(page.jsonPath().getList("id", Long.class)).containsExactly(second, first);
        assertThat(page.header("X-Total-Count")).isEqualTo("2");
        given().get("/annotations?since=yesterday").then().statusCode(422);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {}                                                  | /text      | must not be blank
            {"text": " "}                                       | /text      | must not be blank
            {"text": "x", "at": "tomorrow"}                     | /at        |
            {"text": "x", "at": "1969-07-20T20:17:00Z"}         | /at        | between the years 2000 and 2200
            {"text": "x", "lables": {}}                         | /lables    | known are at, created_by, labels, text
            """)
    void saysWhatIsAllowed(String body, String pointer, String detail) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/annotations")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(detail == null ? "" : detail));
    }

    /// The onset of [Lab#foundBecause] lies between the 21st and the 24th, the last good run on the 20th.
    @Test
    void isNamedByAlertsThatBeginAroundThen() {
        try (var receiver = new WebhookReceiver()) {
            var model = model();
            note("2026-11-19T11:59:59Z", "too early of " + model.name(), Map.of("model", model.name()));
            note("2026-11-23T11:40:00Z", "prompt v7 of " + model.name(), Map.of("model", model.name()));
            note(
                    "2026-11-22T08:00:00Z",
                    "new weights of " + model.name(),
                    Map.of("model", model.name(), "sha", "3f78"));
            note("2026-11-23T11:50:00Z", "of another", Map.of("model", "another"));
            note("2026-11-23T11:50:00Z", "of another team", Map.of("team", "ads"));
            note("2026-11-24T13:00:01Z", "too late of " + model.name(), Map.of("model", model.name()));

            var alert =
                    new Lab(bootstrapServers).tell("noting", "webhook", Map.of("url", receiver.url()), model, WORSE);

            assertThat(Lab.status(alert, "noting")).isEqualTo("sent");
            var data = JsonPath.from(receiver.calls().getFirst().body()).setRootPath("data");
            assertThat(data.getList("annotations.text", String.class))
                    .containsExactly("new weights of " + model.name(), "prompt v7 of " + model.name());
            assertThat(data.getString("annotations[1].at")).isEqualTo("2026-11-23T11:40:00Z");
            assertThat(data.getString("annotations[1].created_by")).isEqualTo("ci");
        }
    }

    /// What is known of no onset began when it was noticed.
    @Test
    void isNamedByAlertsOfFailedRunsToo() {
        try (var receiver = new WebhookReceiver()) {
            var clock = SettableClock.installed();
            var model = model();
            note(clock.instant().minusSeconds(600).toString(), "endpoint moved", Map.of("model", model.name()));
            Lab.webhook("noting-failures", receiver);
            post(
                            "/alert-rules",
                            Map.of(
                                    "rule_id",
                                    "noting-failures",
                                    "alert_type",
                                    "benchmark_failure",
                                    "severity",
                                    "warning",
                                    "matchers",
                                    List.of(Map.of("name", "model", "value", model.name())),
                                    "notification_channels",
                                    List.of("noting-failures")))
                    .statusCode(201);

            new Lab(bootstrapServers).ended(model, "gsm8k", "failed", 0, clock.instant());

            var alerts = Lab.awaitAlerts(model, 2);
            alerts.getList("id", Long.class).forEach(Lab::awaitDeliveries);
            assertThat(JsonPath.from(receiver.calls().getFirst().body()).getList("data.annotations.text", String.class))
                    .containsExactly("endpoint moved");
        }
    }

    private static long note(String at, String text, Map<String, String> labels) {
        return post("/annotations", Map.of("at", at, "text", text, "labels", labels, "created_by", "ci"))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }
}
