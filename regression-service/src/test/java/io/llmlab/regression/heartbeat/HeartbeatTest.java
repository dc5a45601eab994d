package io.llmlab.regression.heartbeat;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.EventContract;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.local.testing.TopicWriter;
import io.llmlab.platform.http.JsonConventions;
import io.llmlab.regression.Runner;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Steady;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Collections;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// A sign of life on its way: found like any fall, and gone without a trace.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class HeartbeatTest {

    private static final ObjectMapper MAPPER = JsonConventions.mapper();
    private static final EventContract STARTED = new EventContract("heartbeat-started", MAPPER);
    private static final EventContract FOUND = new EventContract("heartbeat-found", MAPPER);

    private final String bootstrapServers =
            ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);

    @Test
    void findsTheFallAndTellsOfItOnTheTopicOfFindings() {
        var at = Instant.now().toString();

        send(STARTED.example().replace("2026-11-29T12:00:00Z", at));

        var found = new TopicReader(bootstrapServers)
                .await(
                        "llmlab.regression-found.v1",
                        1,
                        Runner.PATIENCE,
                        event -> event.value().contains(at));
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().key()).isEqualTo("heartbeat");
        FOUND.accepts(found.getFirst().value());
        FOUND.exampleFitsTheSchema();
    }

    @Test
    void leavesNoTrace() {
        var before = results();
        var at = Instant.now().toString();

        send(STARTED.example().replace("2026-11-29T12:00:00Z", at));
        new TopicReader(bootstrapServers)
                .await(
                        "llmlab.regression-found.v1",
                        1,
                        Runner.PATIENCE,
                        event -> event.value().contains(at));

        assertThat(results()).isEqualTo(before);
        assertThat(given().get("/regression-detection/summary").asString()).doesNotContain("heartbeat");
    }

    @Test
    void calledSteadyItGoesNoFurther() {
        var started = STARTED.isReadAs(HeartbeatStarted.class);

        assertThat(Heartbeats.outcome(started)).isInstanceOf(Regressed.class);
        assertThat(Heartbeats.outcome(
                        new HeartbeatStarted(started.at(), started.values().subList(0, 18))))
                .isInstanceOf(Steady.class);
        assertThat(Heartbeats.outcome(new HeartbeatStarted(started.at(), Collections.nCopies(20, .8))))
                .isNotInstanceOf(Regressed.class);
    }

    private void send(String json) {
        new TopicWriter(bootstrapServers, "/llmlab/runner")
                .send(
                        "llmlab.run-completed.v1",
                        "heartbeat",
                        "heartbeat-started",
                        UUID.randomUUID().toString(),
                        json);
    }

    private static String results() {
        return given().queryParam("limit", 200)
                .get("/regression-detection/results")
                .asString();
    }
}
