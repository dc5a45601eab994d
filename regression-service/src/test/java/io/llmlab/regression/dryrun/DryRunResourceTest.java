package io.llmlab.regression.dryrun;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class DryRunResourceTest {

    private static final String PATH = "/regression-detection/configs/dry-run";
    private static final int RUNS = 24;
    private static final int FALLS_AT = 16;

    @Inject
    Pool pool;

    private Runner runner;
    private long firstRun;

    @BeforeEach
    void aModelThatFell() {
        runner = new Runner(pool);
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(RUNS));
        var values = IntStream.range(0, RUNS)
                .mapToDouble(run -> (run < FALLS_AT ? .9 : .4) + .01 * (run % 2))
                .toArray();
        var runs = runner.accuracies(start, values);
        runner.send(runs);
        runner.awaitTaken(runs.getLast());
        firstRun = runs.getFirst().id();
    }

    private static ValidatableResponse dryRun(String body) {
        return given().contentType(ContentType.JSON).body(body).post(PATH).then();
    }

    private ValidatableResponse with(String config) {
        return dryRun("""
                {"model_id": %d, "configs": [{"metric_type": "accuracy", "metric_name": "*", %s}]}""".formatted(runner.model(), config));
    }

    private Map<String, Long> stored() {
        return Map.of(
                "findings", runner.count("select count(*) from finding where id > $1", 0),
                "configs", runner.count("select count(*) from detection_config where id > $1", 0),
                "events", runner.count("select count(*) from outbox where id > $1", 0));
    }

    @Test
    void saysWhatSettingsWouldHaveFoundAndStoresNothing() {
        var before = stored();

        with("\"method\": \"auto\"")
                .statusCode(200)
                .body("analysis_period_days", equalTo(90))
                .body("totals.series", equalTo(1))
                .body("totals.looks", equalTo(RUNS))
                .body("totals.alarms", equalTo(1))
                .body("totals.series_left_out", equalTo(0))
                .body("totals.series_cut", equalTo(0))
                .body("series[0].detection_method", equalTo("auto"))
                .body("series[0].config_id", nullValue())
                .body("series[0].alarms[0].severity", equalTo("critical"))
                .body("totals.alarms_per_thousand_looks", equalTo(1000f / RUNS))
                .body("series[0].alarms[0].run_id", equalTo((int) firstRun + FALLS_AT))
                .body("series[0].alarms[0].onset_run_id", equalTo((int) firstRun + FALLS_AT));

        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void triesOtherSettingsOnTheSameHistory() {
        with("\"method\": \"auto\", \"practical_floor\": 0.6").body("totals.alarms", equalTo(0));
        with("\"method\": \"threshold_based\", \"threshold_percent\": 0.9").body("totals.alarms", equalTo(0));
        with("\"method\": \"threshold_based\", \"threshold_percent\": 0.1").body("totals.alarms", equalTo(1));
        with("\"method\": \"paired_samples\"").statusCode(200).body("totals.alarms", equalTo(0));
        with("\"method\": \"auto\", \"dataset_name\": \"other\"").body("totals.series", equalTo(0));
    }

    @Test
    void triesTheSettingsInForceWhereNoneAreGiven() {
        dryRun("{\"model_id\": %d, \"dataset_name\": \"gsm8k\", \"days_back\": 7}".formatted(runner.model()))
                .statusCode(200)
                .body("totals.alarms", equalTo(1))
                .body("series[0].config_id", notNullValue())
                .body("series[0].config_version", equalTo(1));
        dryRun("{\"model_id\": %d, \"dataset_name\": \"none\"}".formatted(runner.model()))
                .body("series", hasSize(0))
                .body("totals", hasEntry("alarms_per_thousand_looks", null));
        dryRun("{}").statusCode(200).body("series.model_id", hasItem((int) runner.model()));
    }

    @Test
    void namesEverythingThatDoesNotFit() {
        with("\"method\": \"guess\"").statusCode(422).body("errors.pointer", contains("/configs/0/method"));
        with("\"method\": \"auto\", \"statistical_confidence\": 0.9")
                .statusCode(422)
                .body("errors.pointer", contains("/configs/0/statistical_confidence"));
        dryRun("{\"configs\": [], \"days_back\": 366}")
                .statusCode(422)
                .body("errors.pointer", hasItems("/configs", "/days_back"));
        dryRun("{\"configs\": [null]}").statusCode(422).body("errors.pointer", contains("/configs/0"));
        dryRun("{\"days_back\": 0}").statusCode(422);
        dryRun("{\"days\": 1}").statusCode(422);
        dryRun("{\"model_id\": 99999999}").statusCode(404);
        dryRun("").statusCode(422);
        dryRun("{").statusCode(400);
        given().get(PATH).then().statusCode(405);
    }
}
