package io.llmlab.alert;

import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.SecureMailServer.Line;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Letters with a login, to a real server that speaks STARTTLS.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class EmailTlsTest {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

    @TempDir
    static Path folder;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private static Path trusted;
    private static Path unknown;

    /// What the machine trusts is what the JVM trusts: the service has no setting of its own to weaken it.
    @BeforeAll
    static void trust() throws IOException, InterruptedException {
        trusted = SecureMailServer.certified(folder, "trusted");
        unknown = SecureMailServer.certified(folder, "unknown");
        System.setProperty(TRUST_STORE, trusted.toString());
        System.setProperty(TRUST_STORE_PASSWORD, SecureMailServer.PASSWORD);
    }

    @AfterAll
    static void distrust() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE_PASSWORD);
    }

    @Test
    void logsInAndSendsBehindStartTlsOnly() throws IOException {
        try (var server = new SecureMailServer(trusted, true)) {
            make("tls", server, SecureMailServer.PASSWORD);

            test("tls").body("answer", equalTo("accepted for team@example.org")).body("delivered", equalTo(true));

            assertThat(server.lines())
                    .filteredOn(starting("AUTH PLAIN"))
                    .hasSize(1)
                    .allMatch(Line::secured);
            assertThat(server.lines())
                    .filteredOn(starting("RCPT TO:<team@example.org>"))
                    .hasSize(1)
                    .allMatch(Line::secured);
            assertThat(server.lines())
                    .filteredOn(line -> !line.secured())
                    .extracting(line -> line.text().split(" ")[0])
                    .containsExactly("EHLO", "STARTTLS");
        }
    }

    @Test
    void saysNothingToAServerWhoseOfferWasTakenAway() throws IOException {
        try (var server = new SecureMailServer(trusted, false)) {
            make("stripped", server, SecureMailServer.PASSWORD);

            test("stripped").body("delivered", equalTo(false)).body("answer", containsString("STARTTLS"));

            assertThat(server.lines()).noneMatch(starting("AUTH")).noneMatch(starting("MAIL"));
        }
    }

    @Test
    void saysNothingToAServerThatNobodyVouchesFor() throws IOException {
        try (var server = new SecureMailServer(unknown, true)) {
            make("stranger", server, SecureMailServer.PASSWORD);

            test("stranger").body("delivered", equalTo(false));

            assertThat(server.lines()).noneMatch(starting("AUTH")).noneMatch(starting("MAIL"));
        }
    }

    @Test
    void saysThatTheServerRefusesThePassword() throws IOException {
        try (var server = new SecureMailServer(trusted, true)) {
            make("refused", server, "wrong");

            test("refused").body("delivered", equalTo(false)).body("answer", containsString("535"));

            assertThat(server.lines()).noneMatch(starting("MAIL"));
        }
    }

    @Test
    void keepsWhatTheServerSaid() throws IOException {
        try (var server = new SecureMailServer(trusted, true)) {
            var config = config(server, SecureMailServer.PASSWORD);
            config.put("to_emails", List.of(SecureMailServer.UNKNOWN));

            var alert = new Lab(bootstrapServers)
                    .tell("returned", "email", config, model(), Metric.accuracy(0.5625, 0.2168));

            var delivery = awaitDeliveries(alert);
            assertThat(delivery.getString("[0].status")).isEqualTo("failed");
            assertThat(delivery.getInt("[0].attempts[0].status_code")).isEqualTo(550);
            assertThat(delivery.getString("[0].attempts[0].response")).isEqualTo("550 5.1.1 no such user");
        }
    }

    @Test
    void takesNoChannelThatWouldSendAPasswordInTheClear() throws IOException {
        try (var server = new SecureMailServer(trusted, true)) {
            var config = config(server, SecureMailServer.PASSWORD);
            config.put("starttls", "optional");

            post("/notification-channels", Map.of("name", "clear", "type", "email", "config", config))
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/config/starttls"));
        }
    }

    private static Predicate<Line> starting(String text) {
        return line -> line.text().startsWith(text);
    }

    private static void make(String channel, SecureMailServer server, String password) {
        post("/notification-channels", Map.of("name", channel, "type", "email", "config", config(server, password)))
                .statusCode(201);
    }

    private static Map<String, Object> config(SecureMailServer server, String password) {
        return new HashMap<>(Map.of(
                "smtp_server",
                "localhost",
                "smtp_port",
                server.port(),
                "username",
                SecureMailServer.USER,
                "password",
                password,
                "from_email",
                "lab@example.org",
                "to_emails",
                List.of("team@example.org")));
    }

    private static ValidatableResponse test(String channel) {
        return given().post("/notification-channels/" + channel + "/test")
                .then()
                .statusCode(200);
    }
}
