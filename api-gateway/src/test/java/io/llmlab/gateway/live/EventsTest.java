package io.llmlab.gateway.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.gateway.testing.EventStream;
import io.llmlab.gateway.testing.Events;
import io.llmlab.gateway.testing.FakeOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class EventsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    LiveFeed feed;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final long id = ThreadLocalRandom.current().nextInt(1_000, 1_000_000);

    @Test
    void tellsWhatHappensAsItHappens() throws Exception {
        try (var stream = open("")) {
            events().modelChanged(id, _ -> {});
            events().runChanged(id, id, _ -> {});
            events().regressionFound(id, id);
            events().regressionCleared(id, id);
            events().alertChanged(id, _ -> {});

            assertThat(stream.await("model", "\"id\":" + id).data()).contains("\"name\":\"model-" + id);
            assertThat(stream.await("run", "\"id\" : " + id).data())
                    .contains("\"status\" : \"running\"", "\"done\" : 120", "\"timestamp\" : \"2026-11-23T12:00:00");
            assertThat(stream.await("regression", "\"findings\"").data()).contains("\"run_id\":" + id);
            assertThat(stream.await("regression", "\"cleared\"").data()).contains("\"run_id\":" + id);
            assertThat(stream.await("alert", "\"id\":" + id).data()).contains("\"change\":\"opened\"");
        }
    }

    @Test
    void givesWhoComesBackWhatItMissedOnceAndInOrder() throws Exception {
        String seen;
        try (var stream = open("")) {
            events().runChanged(id, id, _ -> {});
            seen = stream.await("run", "\"id\" : " + id).id();
        }
        events().runCompleted(id, id, _ -> {});
        events().alertChanged(id, _ -> {});
        await().atMost(PATIENCE).until(() -> feed.newest() >= Long.parseLong(seen) + 2);

        try (var stream = open(seen)) {
            events().regressionFound(id, id);
            stream.await("regression", "\"run_id\":" + id);

            assertThat(stream.received().stream().map(EventStream.Event::type))
                    .containsExactlyInAnyOrder("run", "alert", "regression");
            assertThat(stream.received().stream().map(event -> Long.valueOf(event.id())))
                    .isSorted()
                    .doesNotContain(Long.valueOf(seen));
        }
    }

    @Test
    void tellsWhoMissedTooMuchToLoadAnew() throws Exception {
        await().atMost(PATIENCE).until(() -> feed.newest() >= 0);
        try (var stream = open("999999999")) {
            assertThat(stream.await("reset", "").data()).isEqualTo("{}");
        }
    }

    @Test
    void keepsTheConnectionAliveAndForgetsClientsThatLeave() throws Exception {
        // Those of other tests have left.
        await().atMost(PATIENCE).until(() -> feed.clients() == 0);
        try (var stream = open("")) {
            stream.awaitHeartbeats(2);
            assertThat(feed.clients()).isOne();
        }
        await().atMost(PATIENCE).until(() -> feed.clients() == 0);
    }

    @Test
    void refusesAnIdThatIsNone() {
        given().header("Last-Event-ID", "yesterday")
                .get("/events")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].parameter", equalTo("Last-Event-ID"));
    }

    private Events events() {
        return new Events(bootstrapServers);
    }

    private static EventStream open(String lastEventId) throws Exception {
        return EventStream.open(RestAssured.port, lastEventId, PATIENCE);
    }
}
