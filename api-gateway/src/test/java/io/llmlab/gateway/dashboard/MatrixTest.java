package io.llmlab.gateway.dashboard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.testing.Events;
import io.llmlab.gateway.testing.FakeOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class MatrixTest {

    private static final Consumer<ObjectNode> AS_IT_IS = _ -> {};

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Inject
    Pool pool;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private ReadModelLab lab;
    private long nextRun = 1;

    @BeforeEach
    void startEmpty() {
        lab = new ReadModelLab(pool, bootstrapServers);
        lab.events().modelChanged(1, AS_IT_IS);
    }

    @Test
    void showsTheNewestRunOfEachPairAndALineOfAllOfThem() {
        run("alpha", Duration.ofDays(3), event -> accuracy(event, .8));
        run("alpha", Duration.ofDays(2), event -> accuracy(event, .6));
        run("alpha", Duration.ofDays(1), event -> event.put("status", "failed"));
        run("alpha", Duration.ofHours(1), Events::exclude);
        run("alpha", Duration.ofDays(40), AS_IT_IS);
        run("beta", Duration.ofDays(1), event -> event.putArray("metrics"));
        run("gamma", Duration.ofDays(31), AS_IT_IS);
        run("delta", Duration.ofDays(1), event -> event.put("measurable", false));

        matrix().body("pairs.dataset_name", contains("alpha", "beta"))
                .body("complete", equalTo(true))
                .body("pairs[0].model_name", equalTo("model-1"))
                .body("pairs[0].latest.id", equalTo(2))
                .body("pairs[0].measure", equalTo("accuracy"))
                .body("pairs[0].runs", equalTo(2))
                .body("pairs[0].points.value", contains(.8f, .6f))
                .body("pairs[0].points.runs", contains(1, 1))
                .body("pairs[0].last_run_at", equalTo(ago(Duration.ofHours(1))))
                .body("pairs[1].measure", nullValue())
                .body("pairs[1].points", hasSize(0));
    }

    @Test
    void showsLatencyWhereNothingElseIsMeasured() {
        run(
                "alpha",
                Duration.ofDays(1),
                event -> metric(event, "latency", "avg_latency_ms", 250).put("unit", "ms"));

        matrix().body("pairs[0].measure", equalTo("latency_ms")).body("pairs[0].points.value", contains(250f));
    }

    @Test
    void leavesOutModelsThatAreNotInUse() {
        lab.events().modelChanged(2, event -> event.put("active", false));
        lab.events().runCompleted(2, 900, event -> event.put("timestamp", ago(Duration.ofDays(1))));

        matrix().body("pairs", hasSize(0));
    }

    @Test
    void showsDaysWhereThereAreManyRuns() {
        var noon = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(12));
        for (var run = 0; run < 32; run++) {
            var at = noon.minus(Duration.ofDays(run / 16)).plusSeconds(run % 16);
            var value = run < 16 ? .5 : .7;
            run("alpha", at, event -> accuracy(event, value));
        }
        run("alpha", noon.plusSeconds(60), Events::exclude);

        var pair = matrix().extract().jsonPath();
        assertThat(pair.getInt("pairs[0].runs")).isEqualTo(32);
        assertThat(pair.getList("pairs[0].points.runs", Integer.class)).containsExactly(16, 16);
        assertThat(pair.getDouble("pairs[0].points[0].value")).isEqualTo(.7);
        assertThat(pair.getDouble("pairs[0].points[1].value")).isEqualTo(.5);
        assertThat(at(pair, "pairs[0].points[1].at")).isBetween(noon.plusSeconds(7), noon.plusSeconds(8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // declared interval; hours since the newest run; silent
                "PT1H; 1; false",
                "PT1H; 2; true",
                "PT3H; 2; false",
            })
    void knowsSilenceByWhatWasDeclared(String interval, int hours, boolean silent) {
        run("alpha", Duration.ofHours(hours), event -> pushed(event).put("expected_interval", interval));

        matrix().body("pairs[0].silent", equalTo(silent)).body("pairs[0].usual_interval_seconds", equalTo((float)
                Duration.parse(interval).toSeconds()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // who began the runs; whether a job of theirs goes on; whether a pause of four usual intervals is
                // silence
                "pushed; ; true",
                "scheduled; true; true",
                "scheduled; false; false",
                "manual; ; false",
            })
    void knowsSilenceByTheRhythmOfWhatComesByItself(String by, Boolean job, boolean silent) {
        if (job != null) {
            lab.events()
                    .jobChanged(
                            "each-hour",
                            event -> event.put("dataset_name", "alpha").put("enabled", job));
        }
        for (var hours = 4; hours < 10; hours++) {
            run(
                    "alpha",
                    Duration.ofHours(hours),
                    event -> (by.equals("pushed") ? pushed(event) : event)
                            .put("trigger_type", by.equals("pushed") ? "manual" : by)
                            .put("scheduled_job_id", "each-hour"));
        }

        matrix().body("pairs[0].silent", equalTo(silent));
    }

    /// Their gaps are no rhythm.
    @Test
    void takesWhatIsPushedTogetherForOneTime() {
        for (var day = 0; day < 5; day++) {
            for (var second = 0; second < 6; second++) {
                run(
                        "alpha",
                        now.truncatedTo(ChronoUnit.MINUTES)
                                .minus(Duration.ofHours(30 + 24 * day))
                                .plusSeconds(second),
                        MatrixTest::pushed);
            }
        }

        matrix().body("pairs[0].usual_interval_seconds", equalTo(86_400f)).body("pairs[0].silent", equalTo(false));
    }

    @Test
    void countsSilenceFromWhenTheNewestRunArrived() {
        run(
                "alpha",
                Duration.ofHours(3),
                event -> pushed(event).put("expected_interval", "PT1H").put("received_at", now.toString()));

        matrix().body("pairs[0].silent", equalTo(false))
                .body("pairs[0].last_run_at", equalTo(ago(Duration.ofHours(3))));
    }

    @Test
    void takesNoRhythmFromTheJobThatIsPausedWhereAnotherGoesOn() {
        lab.events()
                .jobChanged(
                        "each-hour", event -> event.put("dataset_name", "alpha").put("enabled", false));
        lab.events().jobChanged("each-day", event -> event.put("dataset_name", "alpha"));
        for (var hours = 4; hours < 10; hours++) {
            run("alpha", Duration.ofHours(hours), event -> scheduledBy(event, "each-hour"));
        }
        run("alpha", Duration.ofHours(11), event -> scheduledBy(event, "each-day"));

        matrix().body("pairs[0].silent", equalTo(false)).body("pairs[0].usual_interval_seconds", nullValue());
    }

    private static void scheduledBy(ObjectNode event, String job) {
        event.put("trigger_type", "scheduled").put("scheduled_job_id", job);
    }

    private void run(String dataset, Duration ago, Consumer<ObjectNode> change) {
        run(dataset, now.minus(ago), change);
    }

    private void run(String dataset, Instant at, Consumer<ObjectNode> change) {
        lab.events().runCompleted(1, nextRun++, event -> {
            event.put("timestamp", at.toString())
                    .put("completed_at", at.toString())
                    .put("received_at", at.toString())
                    .put("trigger_type", "manual")
                    .put("source", "runner");
            event.withObject("/dataset").put("name", dataset);
            change.accept(event);
        });
    }

    private static ObjectNode pushed(ObjectNode event) {
        return event.put("source", "lm-eval");
    }

    private static void accuracy(ObjectNode event, double value) {
        metric(event, "accuracy", "overall_accuracy", value);
    }

    private static ObjectNode metric(ObjectNode event, String type, String name, double value) {
        return event.putArray("metrics")
                .addObject()
                .put("metric_type", type)
                .put("metric_name", name)
                .put("value", value);
    }

    private ValidatableResponse matrix() {
        lab.awaitAllThatWasSent();
        return given().get("/dashboard/matrix")
                .then()
                .statusCode(200)
                .header("X-Read-Model-Lag-Seconds", notNullValue());
    }

    private String ago(Duration time) {
        return now.minus(time).toString();
    }

    private static Instant at(JsonPath json, String path) {
        return Instant.parse(json.getString(path));
    }
}
