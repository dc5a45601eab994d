package io.llmlab.alert;

import static io.llmlab.alert.Lab.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mail servers of a company's own authority, which no store of Java's knows.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailAuthority.class)
class EmailAuthorityTest {

    private static final Map<String, Object> NOTHING_OF_ITS_OWN = Map.of();

    @TempDir
    Path folder;

    @Test
    void theServerOfTheEnvironmentIsBelieved() {
        make("by-environment", NOTHING_OF_ITS_OWN);

        var before = letters();
        test("by-environment").body("delivered", equalTo(true));

        assertThat(letters()).isEqualTo(before + 1);
    }

    @Test
    void theServerOfAChannelIsBelieved() {
        make("by-channel", config(MailAuthority.server()));

        var before = letters();
        test("by-channel").body("delivered", equalTo(true));

        assertThat(letters()).isEqualTo(before + 1);
    }

    @Test
    void aServerOfAnotherAuthorityIsNot() throws Exception {
        try (var stranger = new SecureMailServer(SecureMailServer.certified(folder, "stranger"), true)) {
            make("by-stranger", config(stranger));

            test("by-stranger").body("delivered", equalTo(false));

            assertThat(stranger.lines()).noneMatch(line -> line.text().startsWith("AUTH"));
        }
    }

    /// Behind TLS.
    private static long letters() {
        return MailAuthority.server().lines().stream()
                .filter(line -> line.secured() && line.text().startsWith("MAIL FROM:"))
                .count();
    }

    private static void make(String channel, Map<String, Object> config) {
        post("/notification-channels", Map.of("name", channel, "type", "email", "config", config))
                .statusCode(201);
    }

    private static Map<String, Object> config(SecureMailServer server) {
        return Map.of(
                "smtp_server",
                "localhost",
                "smtp_port",
                server.port(),
                "username",
                SecureMailServer.USER,
                "password",
                SecureMailServer.PASSWORD,
                "from_email",
                "lab@example.org",
                "to_emails",
                List.of("team@example.org"));
    }

    private static ValidatableResponse test(String channel) {
        return given().post("/notification-channels/" + channel + "/test")
                .then()
                .statusCode(200);
    }
}
