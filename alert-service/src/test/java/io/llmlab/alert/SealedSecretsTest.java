package io.llmlab.alert;

import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.post;
import static io.llmlab.alert.Lab.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.platform.secret.Sealer;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What lies in the database of channels' secrets, and what becomes of it there.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class SealedSecretsTest {

    private static final String TEXT_COLUMNS = """
            select table_name, column_name from information_schema.columns
            where table_schema = 'alert' and data_type in ('text', 'json', 'jsonb', 'character varying', 'bytea')""";

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
    void leavesNoSecretAnywhereInTheDatabase() {
        var secrets = List.of(
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", // of a signature
                "C2FVsBQIhrscChlQIMV3FFKqFLLQPbqj", // the one before
                "t0ken-in-a-header",
                "pa55word-of-a-mailbox",
                "0123456789abcdef0123456789ABCDEF", // a routing key
                "slack-path-8gkYqrTwj",
                "teams-path-3vsLqrTwj");
        make(
                "s-hook",
                "webhook",
                Map.of(
                        "url",
                        receiver.url(),
                        "secret",
                        "whsec_" + secrets.get(0),
                        "previous_secret",
                        "whsec_" + secrets.get(1),
                        "headers",
                        Map.of("Authorization", "Bearer " + secrets.get(2))));
        make(
                "s-mail",
                "email",
                Map.of(
                        "smtp_server",
                        "127.0.0.1",
                        "smtp_port",
                        1,
                        "username",
                        "lab",
                        "password",
                        secrets.get(3),
                        "from_email",
                        "lab@example.org",
                        "to_emails",
                        List.of("team@example.org")));
        make("s-pager", "pagerduty", Map.of("routing_key", secrets.get(4), "url", receiver.url()));
        make("s-slack", "slack", Map.of("webhook_url", receiver.url() + "/" + secrets.get(5)));
        make("s-teams", "teams", Map.of("webhook_url", receiver.url() + "/" + secrets.get(6)));
        receiver.answering(new WebhookReceiver.Answer(400, Map.of(), "Bearer t0ken-in-a-header is not known"));
        var alert = new Lab(bootstrapServers)
                .tell(
                        "s-told",
                        "webhook",
                        Map.of(
                                "url", receiver.url(),
                                "headers", Map.of("Authorization", "Bearer " + secrets.get(2))),
                        model(),
                        Metric.accuracy(0.5625, 0.2168));
        awaitDeliveries(alert);
        List.of("s-hook", "s-mail", "s-pager", "s-slack", "s-teams").forEach(SealedSecretsTest::test);

        var dump = dump();

        assertThat(dump).contains("s-teams", "is not known");
        assertThat(secrets)
                .allSatisfy(secret -> assertThat(dump)
                        .doesNotContain(secret)
                        .doesNotContain(Base64.getEncoder().encodeToString(secret.getBytes())));
        given().get("/notification-channels?limit=500")
                .then()
                .body(not(containsString(secrets.get(3))))
                .body(not(containsString(secrets.get(4))))
                .body(not(containsString(secrets.get(5))));
        assertThat(receiver.calls())
                .anyMatch(call -> call.header("Authorization").endsWith(secrets.get(2)));
    }

    @Test
    void sendsNothingWithASecretOfAnotherChannel() {
        make("rich", "webhook", Map.of("url", receiver.url(), "headers", Map.of("Authorization", "Bearer rich")));
        make("thief", "webhook", Map.of("url", receiver.url()));
        pool.query("""
                update notification_channel set secrets = (
                    select secrets from notification_channel where name = 'rich') where name = 'thief'""").executeAndAwait();

        test("thief")
                .body("delivered", equalTo(false))
                .body("answer", containsString("the secret headers cannot be opened: it was changed or moved"));

        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void failsWithTheReasonWhereTheKeyIsGoneAndWorksWithANewSecret() {
        make("keyless", "webhook", Map.of("url", receiver.url(), "headers", Map.of("X-Token", "old-token")));
        var lost = Sealer.of(List.of(Base64.getEncoder().encodeToString(new byte[32])));
        var sealed = lost.seal("{\"X-Token\":\"old-token\"}", "alert.notification_channel/keyless/headers");
        keep("keyless", "{\"headers\": \"%s\"}".formatted(sealed));

        test("keyless").body("answer", startsWith("the secret headers cannot be opened: it is sealed with key "));
        given().get("/notification-channels/keyless")
                .then()
                .statusCode(200)
                .body("configured", equalTo(false))
                .body("secrets_set", equalTo(List.of("headers")))
                .body("secrets_unreadable", containsString("LLMLAB_SECRETS_KEYS"));
        put("/notification-channels/keyless", Map.of("enabled", false)).statusCode(200);
        put("/notification-channels/keyless", Map.of("config", Map.of("url", receiver.url())))
                .statusCode(409)
                .body("detail", containsString("give it anew, or remove it with null"));
        assertThat(receiver.calls()).isEmpty();

        var anew = Map.of("url", receiver.url(), "headers", Map.of("X-Token", "new-token"));
        put("/notification-channels/keyless", Map.of("enabled", true, "config", anew))
                .statusCode(200)
                .body("secrets_unreadable", nullValue());
        test("keyless").body("delivered", equalTo(true));
        assertThat(receiver.calls().getFirst().header("X-Token")).isEqualTo("new-token");
    }

    @Test
    void retriesWhatIsDueUntilTheKeyIsBack() {
        make("key-to-come", "webhook", Map.of("url", receiver.url(), "headers", Map.of("X-Token", "kept")));
        var known = secretsOf("key-to-come");
        var lost = Sealer.of(List.of(Base64.getEncoder().encodeToString(new byte[32])));
        keep(
                "key-to-come",
                "{\"headers\": \"%s\"}".formatted(lost.seal("{}", "alert.notification_channel/key-to-come/headers")));
        var subject = model();
        Lab.rule(subject, "patient-rule", "key-to-come");
        new Lab(bootstrapServers).found(subject, "gsm8k", Metric.accuracy(0.5625, 0.2168));
        var alert = Lab.alertOf(subject, "patient-rule");
        await().atMost(Lab.PATIENCE)
                .until(() -> Lab.deliveries(alert)
                        .getList("findAll { it.channel == 'key-to-come' }.reason")
                        .toString()
                        .contains("cannot be opened"));

        keep("key-to-come", known);

        await().atMost(Lab.PATIENCE).until(() -> "sent".equals(Lab.status(alert, "key-to-come")));
        assertThat(receiver.calls()).anyMatch(call -> call.header("X-Token").equals("kept"));
    }

    private static void make(String name, String type, Map<String, ?> config) {
        post("/notification-channels", Map.of("name", name, "type", type, "config", new HashMap<>(config)))
                .statusCode(201);
    }

    private static ValidatableResponse test(String channel) {
        return given().post("/notification-channels/" + channel + "/test")
                .then()
                .statusCode(200);
    }

    private String secretsOf(String channel) {
        return pool.preparedQuery("select secrets from notification_channel where name = $1")
                .executeAndAwait(Tuple.of(channel))
                .iterator()
                .next()
                .getString(0);
    }

    private void keep(String channel, String secrets) {
        pool.preparedQuery("update notification_channel set secrets = $2 where name = $1")
                .executeAndAwait(Tuple.of(channel, secrets));
    }

    /// Everything that is text in the service's tables.
    private String dump() {
        var dump = new StringBuilder();
        rows(TEXT_COLUMNS)
                .forEach(column -> rows("select \"%s\"::text from alert.\"%s\""
                                .formatted(column.getString("column_name"), column.getString("table_name")))
                        .forEach(row -> dump.append(row.getString(0)).append('\n')));
        return dump.toString();
    }

    private List<Row> rows(String sql) {
        return StreamSupport.stream(pool.query(sql).executeAndAwait().spliterator(), false)
                .toList();
    }
}
