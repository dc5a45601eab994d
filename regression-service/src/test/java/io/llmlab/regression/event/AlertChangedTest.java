package io.llmlab.regression.event;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicWriter;
import io.llmlab.regression.Latencies;
import io.llmlab.regression.Runner;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What people resolve alerts as reaches the findings behind them, over the real broker.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class AlertChangedTest {

    private static final String STREAM = "9f86d081884c7d65";

    @Inject
    Pool pool;

    private Latencies latencies;
    private TopicWriter alerts;

    @BeforeEach
    void aSeriesThatGotWorse() {
        var bootstrapServers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        alerts = new TopicWriter(bootstrapServers, "/llmlab/alert");
        latencies = new Latencies(pool);
        latencies.take(100, 101, 99, 100, 102, 98, 100, 101);
        latencies.take(200, 201);
        assertThat(latencies.states()).containsExactly("open");
    }

    @Test
    void movesTheBaselineWithAnAlertResolvedAsNewNormal() {
        say(resolved("new_normal", STREAM));

        var finding = latencies.results();
        assertThat(finding.getString("[0].state")).isEqualTo("cleared");
        assertThat(finding.getString("[0].disposition.kind")).isEqualTo("accepted");
        assertThat(finding.getString("[0].disposition.by")).isEqualTo("ana");
        assertThat(finding.getString("[0].disposition.reason")).isEqualTo("alert 31: Larger model");
        assertThat(cleared().getString("cleared[0].reason")).isEqualTo("accepted");

        latencies.take(200, 201, 199, 200, 201);
        assertThat(latencies.states()).containsExactly("cleared");
    }

    @Test
    void keepsAFalseAlarm() {
        say(resolved("false_alarm", STREAM));

        assertThat(latencies.results().getString("[0].disposition.kind")).isEqualTo("false_alarm");
        assertThat(cleared().getString("cleared[0].reason")).isEqualTo("false_alarm");
    }

    @Test
    void judgesTheFindingOfEachPart() {
        var other = "\"parts\": [{\"model_id\": %1$d, \"dataset_name\": \"gsm8k\", \"metric_type\": \"custom\","
                + " \"metric_name\": \"other\", \"streams\": [\"%2$s\"]}, {\"model_id\": %1$d, \"dataset_name\": \"gsm8k\","
                + " \"metric_type\": \"latency\", \"metric_name\": \"avg_latency_ms\", \"streams\": [\"%2$s\"]}], ";
        say(resolved("false_alarm", STREAM)
                .replace("\"metric_name\": \"avg_latency_ms\"", "\"metric_name\": \"other\"")
                .replace("\"resolution\":", other.formatted(latencies.model(), STREAM) + "\"resolution\":"));

        assertThat(latencies.results().getString("[0].disposition.kind")).isEqualTo("false_alarm");
        assertThat(cleared().getString("cleared[0].metric_name")).isEqualTo("avg_latency_ms");
    }

    @Test
    void hearsAWordOnce() {
        var word = resolved("new_normal", STREAM);
        say(word);
        say(word);
        say(resolved("false_alarm", STREAM));

        assertThat(latencies.results().getString("[0].disposition.kind")).isEqualTo("accepted");
        assertThat(latencies.runner().told("regression-cleared")).hasSize(1);
        assertThat(baselines()).isEqualTo(1);
    }

    @Test
    void takesNothingElseForAWord() {
        say(resolved("fixed", STREAM));
        say(resolved("bad_run", STREAM));
        say(resolved("new_normal", STREAM).replace("\"resolved\"", "\"acknowledged\""));
        say(resolved("new_normal", "another stream"));
        // The alert service resolves by itself what is over: nobody said anything.
        say(resolved("new_normal", STREAM).replace("\"new_normal\"", "null"));
        // A failed run.
        say(resolved("false_alarm", STREAM).replace("\"latency\"", "null").replace("\"avg_latency_ms\"", "null"));
        // Resolved before this was found.
        say(resolved("false_alarm", STREAM, Instant.now().minus(Duration.ofHours(1))));

        assertThat(latencies.states()).containsExactly("open");
        assertThat(latencies.runner().told("regression-cleared")).isEmpty();
    }

    @Test
    void judgesAllStreamsWhereAnAlertTellsNone() {
        say(resolved("new_normal", STREAM).replaceAll(", \"streams\": \\[.*]", ""));

        assertThat(latencies.results().getString("[0].disposition.kind")).isEqualTo("accepted");
    }

    private static int baselinesOf(long model) {
        return given().get("/regression-detection/baselines?model_id=" + model)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("$")
                .size();
    }

    private int baselines() {
        return baselinesOf(latencies.model());
    }

    private JsonPath cleared() {
        var told = latencies.runner().told("regression-cleared");
        assertThat(told).hasSize(1);
        return JsonPath.from(told.getFirst().value());
    }

    private String resolved(String resolution, String stream) {
        return resolved(resolution, stream, Instant.now());
    }

    private String resolved(String resolution, String stream, Instant at) {
        return """
                {"change": "resolved", "at": "%s", "alert": {"id": 31, "model_id": %d, "dataset_name": "gsm8k",
                 "metric_type": "latency", "metric_name": "avg_latency_ms", "resolution": "%s", "resolved_by": "ana",
                 "resolution_notes": "Larger model", "streams": ["%s"]}}""".formatted(at, latencies.model(), resolution, stream);
    }

    /// Tells of an alert, and waits until that has had its effect.
    private void say(String event) {
        var id = UUID.randomUUID().toString();
        alerts.send("llmlab.alert-changed.v1", Long.toString(latencies.model()), "alert-changed", id, event);
        await().atMost(Runner.PATIENCE).until(() -> isTaken(id));
        await().atMost(Runner.PATIENCE)
                .until(() -> latencies.runner().count("select count(*) from outbox where id > $1", 0L) == 0);
    }

    private boolean isTaken(String id) {
        return pool.preparedQuery("select count(*) from inbox where event_id = $1")
                        .executeAndAwait(Tuple.of(id))
                        .iterator()
                        .next()
                        .getLong(0)
                == 1;
    }
}
