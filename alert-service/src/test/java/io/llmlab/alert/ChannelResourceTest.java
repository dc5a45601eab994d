package io.llmlab.alert;

import static io.llmlab.alert.Lab.post;
import static io.llmlab.alert.Lab.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.WebhookReceiver.Answer;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class ChannelResourceTest {

    private static final String METADATA = "http://169.254.169.254/latest/meta-data/";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final WebhookReceiver receiver = new WebhookReceiver();

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void hasTheChannelsOfTheStartAndSaysWhichReachPeople() {
        given().get("/notification-channels")
                .then()
                .statusCode(200)
                .body("name", hasItems("email", "slack", "webhook", "console", "database"))
                .body("find { it.name == 'email' }.configured", equalTo(true))
                .body("find { it.name == 'email' }.warnings", equalTo(List.of()))
                .body("find { it.name == 'email' }.reaches_people", equalTo(true))
                .body("find { it.name == 'email' }.rules", hasItem("performance_regression_critical"))
                .body("find { it.name == 'slack' }.configured", equalTo(false))
                .body("find { it.name == 'slack' }.missing", containsString("SLACK_WEBHOOK_URL"))
                .body("find { it.name == 'slack' }.reaches_people", equalTo(false))
                .body("find { it.name == 'console' }.configured", equalTo(true))
                .body("find { it.name == 'console' }.reaches_people", equalTo(false));
    }

    @Test
    void neverReturnsASecretAndKeepsOneThatIsLeftOut() {
        var config =
                Map.of("url", receiver.url(), "secret", SECRET, "headers", Map.of("Authorization", "Bearer t0ken"));
        post("/notification-channels", Map.of("name", "secretive", "type", "webhook", "config", config))
                .statusCode(201)
                .body("secrets_set", equalTo(List.of("headers", "secret")))
                .body(not(containsString("t0ken")))
                .body(not(containsString(SECRET)));

        put("/notification-channels/secretive", Map.of("config", Map.of("url", receiver.url(), "timeout", 5)))
                .statusCode(200)
                .body("config.timeout", equalTo(5))
                .body("secrets_set", equalTo(List.of("headers", "secret")));
        given().get("/notification-channels").then().body(not(containsString("t0ken")));
        test("secretive").body("delivered", equalTo(true));
        var call = receiver.calls().getFirst();
        assertThat(call.header("Authorization")).isEqualTo("Bearer t0ken");
        assertThat(call.header("webhook-signature")).startsWith("v1,");

        var without = new HashMap<String, Object>();
        without.put("url", receiver.url());
        without.put("secret", null);
        put("/notification-channels/secretive", Map.of("config", without))
                .statusCode(200)
                .body("secrets_set", equalTo(List.of("headers")));
    }

    @Test
    void reallySendsATestMessageAndSaysWhatCameBack() {
        Lab.webhook("tested", receiver.answering(Answer.of(500), new Answer(302, Map.of("Location", "/away"), "")));

        test("tested")
                .body("delivered", equalTo(false))
                .body("outcome", equalTo("failed"))
                .body("answer", equalTo("500"));
        test("tested").body("answer", equalTo("302 (redirects are not followed)"));
        test("tested").body("delivered", equalTo(true)).body("answer", equalTo("200 ok"));
        assertThat(receiver.calls()).hasSize(3).allMatch(call -> call.body().contains("\"alert.test\""));

        test("slack")
                .body("outcome", equalTo("skipped"))
                .body("answer", startsWith("not configured: neither webhook_url"));
        test("console").body("delivered", equalTo(true));
        test("database").body("delivered", equalTo(true));
        test("email").body("delivered", equalTo(true)).body("answer", equalTo("accepted for team@example.org"));
        given().post("/notification-channels/nobody/test").then().statusCode(404);
    }

    @Test
    void showsWhatAnAlertWouldLookLike() {
        var config = Map.of(
                "url", receiver.url(), "template", "{\"says\": \"{subject} of {message.model.name ?: 'none'}\"}");
        Lab.channel("previewed", "webhook", config);

        given().post("/notification-channels/previewed/test?sample=alert")
                .then()
                .statusCode(200)
                .body("delivered", equalTo(true));
        test("previewed").body("delivered", equalTo(true));

        assertThat(receiver.calls().getFirst().body())
                .startsWith("{\"says\": \"[CRITICAL] Test, nothing has happened: overall_accuracy")
                .endsWith("of gpt-x\"}");
        assertThat(receiver.calls().getLast().body()).contains("[INFO] This is a test", "of none");
        given().post("/notification-channels/previewed/test?sample=all")
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("alert, plain"));
    }

    @Test
    void saysInWhichLineATemplateFails() {
        post(
                        "/notification-channels",
                        Map.of(
                                "name",
                                "x",
                                "type",
                                "console",
                                "config",
                                Map.of("template", "{subject}\n{message.titel}")))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/config/template"))
                .body("errors[0].detail", containsString("line 2 fails"));
    }

    @Test
    void followsNoRedirectToWhereItMayNotCall() {
        try (var inside = new WebhookReceiver()) {
            Lab.webhook(
                    "redirected", receiver.answering(new Answer(307, Map.of("Location", inside.url()), "go there")));

            test("redirected").body("answer", startsWith("307 (redirects are not followed)"));

            assertThat(inside.calls()).isEmpty();
        }
    }

    @Test
    void takesNoChannelThatMayNotBeCalledAndSaysWhy() {
        refused("webhook", "/config/url", Map.of("url", METADATA));
        refused("alertmanager", "/config/url", Map.of("url", METADATA));
        refused("pagerduty", "/config/url", Map.of("url", METADATA));
        refused("slack", "/config/webhook_url", Map.of("webhook_url", METADATA));
        refused("teams", "/config/webhook_url", Map.of("webhook_url", METADATA));
        refused("email", "/config/smtp_server", Map.of("smtp_server", "169.254.169.254"));
        Lab.webhook("moved-inside", receiver);
        put("/notification-channels/moved-inside", Map.of("config", Map.of("url", METADATA)))
                .statusCode(422)
                .body("errors[0].detail", containsString("is the address of a cloud's metadata"));
    }

    /// Kept before the settings of this service forbade it, or a name that has another address by now.
    @Test
    void sendsNothingToWhereItMayNotCall() {
        var mail =
                "{\"smtp_server\": \"169.254.169.254\", \"from_email\": \"a@example.org\", \"to_emails\": [\"b@example.org\"]}";
        pool.query("""
                insert into notification_channel (name, type, enabled, config)
                values ('kept-hook', 'WEBHOOK', true, '{"url": "%s"}'), ('kept-mail', 'EMAIL', true, '%s')
                """.formatted(METADATA, mail)).executeAndAwait();

        for (var channel : List.of("kept-hook", "kept-mail")) {
            test(channel)
                    .body("delivered", equalTo(false))
                    .body("answer", startsWith("169.254.169.254 is the address of a cloud's metadata"));
        }
        var subject = Lab.model();
        Lab.rule(subject, "kept-rule", "kept-hook");
        new Lab(bootstrapServers).found(subject, "gsm8k", Metric.accuracy(0.5625, 0.2168));
        var delivery = Lab.awaitDeliveries(Lab.alertOf(subject, "kept-rule"));
        assertThat(delivery.getString("find { it.channel == 'kept-hook' }.status"))
                .isEqualTo("failed");
        assertThat(delivery.getString("find { it.channel == 'kept-hook' }.reason"))
                .contains("cloud's metadata");
    }

    @Test
    void sendsByAServerOfItsOwn() {
        var config = Map.of(
                "smtp_server",
                "127.0.0.1",
                "smtp_port",
                MailServer.port(),
                "from_email",
                "own@example.org",
                "to_emails",
                List.of("a@example.org", "b@example.org"));
        post("/notification-channels", Map.of("name", "own-mail", "type", "email", "config", config))
                .statusCode(201)
                .body("configured", equalTo(true));

        test("own-mail").body("answer", equalTo("accepted for a@example.org, b@example.org"));
    }

    @Test
    void saysWhyAMailServerCannotBeReached() {
        var config = Map.of(
                "smtp_server",
                "127.0.0.1",
                "smtp_port",
                1,
                "from_email",
                "own@example.org",
                "to_emails",
                List.of("a@example.org"));
        post("/notification-channels", Map.of("name", "no-mail", "type", "email", "config", config))
                .statusCode(201);

        test("no-mail").body("outcome", equalTo("failed")).body("answer", containsString("127.0.0.1"));
    }

    @Test
    void sendsToSlackInItsForm() {
        post(
                        "/notification-channels",
                        Map.of("name", "team-slack", "type", "slack", "config", Map.of("webhook_url", receiver.url())))
                .statusCode(201)
                .body(not(containsString(receiver.url())));

        test("team-slack").body("delivered", equalTo(true));
        assertThat(receiver.calls().getFirst().body()).contains("\"blocks\"", "[INFO] This is a test");
    }

    @Test
    void namesWhatDoesNotFit() {
        post("/notification-channels", Map.of("name", "x", "type", "telegram"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/type"))
                .body(
                        "errors[0].detail",
                        containsString(
                                "email, slack, webhook, alertmanager, pagerduty, teams, heartbeat, console, database"));
        post("/notification-channels", Map.of("name", "x", "type", "webhook", "config", Map.of("uri", "http://x")))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/config/uri"))
                .body(
                        "errors[0].detail",
                        containsString("known are headers, payload, previous_secret, secret, template, timeout, url"));
        post("/notification-channels", Map.of("name", "x", "type", "webhook", "config", Map.of("url", "nowhere")))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/config/url"));
        post(
                        "/notification-channels",
                        Map.of("name", "x", "type", "email", "config", Map.of("to_emails", List.of("x"))))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/config/to_emails/0"));
        post("/notification-channels", Map.of("name", "a b", "type", "console")).statusCode(422);
        post("/notification-channels", Map.of("name", "x")).statusCode(422).body("errors[0].pointer", equalTo("/type"));
        post("/notification-channels", Map.of("type", "console")).statusCode(422);
        post("/notification-channels", Map.of("name", "email", "type", "console"))
                .statusCode(409);
        put("/notification-channels/email", Map.of("type", "slack")).statusCode(422);
        put("/notification-channels/email", Map.of("name", "mail")).statusCode(422);
        put("/notification-channels/nobody", Map.of("enabled", true)).statusCode(404);
        given().get("/notification-channels/x").then().statusCode(404);
    }

    @Test
    void keepsAChannelThatARuleNames() {
        given().delete("/notification-channels/email")
                .then()
                .statusCode(409)
                .body("detail", containsString("performance_regression_critical"));

        post(
                        "/notification-channels",
                        Map.of("name", "unused", "type", "console", "config", Map.of("log_level", "info")))
                .statusCode(201);
        given().delete("/notification-channels/unused").then().statusCode(204);
        given().get("/notification-channels/unused").then().statusCode(404);
    }

    private static void refused(String type, String pointer, Map<String, ?> config) {
        post("/notification-channels", Map.of("name", "refused", "type", type, "config", config))
                .statusCode(422)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString("is the address of a cloud's metadata"));
    }

    private static ValidatableResponse test(String channel) {
        return given().post("/notification-channels/" + channel + "/test")
                .then()
                .statusCode(200);
    }
}
