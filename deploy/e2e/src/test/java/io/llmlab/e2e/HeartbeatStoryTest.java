package io.llmlab.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.launch.Service;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The dead man's switch of the whole lab: pinged while a finding would get through.
@ExtendWith(SuiteExtension.class)
class HeartbeatStoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SOME_HEARTBEATS = Duration.ofSeconds(20);

    private final Suite suite;
    private final Lab lab;

    HeartbeatStoryTest(Suite suite) {
        this.suite = suite;
        this.lab = suite.lab();
    }

    @Test
    void pingsUntilAServiceOnTheWayStops() throws Exception {
        try (var receivers = new Receivers()) {
            given().baseUri(suite.url())
                    .contentType(ContentType.JSON)
                    .body(Map.of(
                            "name", "switch", "type", "heartbeat", "config", Map.of("url", receivers.webhookUrl())))
                    .post("/notification-channels")
                    .then()
                    .statusCode(201);
            await().atMost(PATIENCE).until(() -> receivers.calls().size() >= 2);

            suite.kill(Service.REGRESSION);
            // What was on its way arrives.
            await().during(Duration.ofSeconds(5)).atMost(PATIENCE).until(() -> true);
            var until = receivers.calls().size();
            await().during(SOME_HEARTBEATS)
                    .atMost(PATIENCE)
                    .until(() -> receivers.calls().size() == until);

            suite.restart(Service.REGRESSION);
            await().atMost(PATIENCE).until(() -> receivers.calls().size() > until);
            assertThat(lab.get("/alerts?active_only=false&limit=200").getList("message", String.class))
                    .noneMatch(message -> message.contains("synthetic"));
            assertThat(lab.get("/models").getList("name", String.class)).doesNotContain("heartbeat");
        } finally {
            given().baseUri(suite.url()).delete("/notification-channels/switch");
        }
    }
}
