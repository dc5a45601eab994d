package io.llmlab.regression.finding;

import static io.llmlab.regression.Runner.metric;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.EventContract;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.llmlab.regression.Runner.Told;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of findings when a person excludes a run, over the real broker and database.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class ExcludedRunTest {

    @Inject
    Pool pool;

    @Inject
    ObjectMapper mapper;

    private Runner runner;
    private int hours;

    @BeforeEach
    void aModel() {
        runner = new Runner(pool);
        hours = 0;
    }

    @Test
    void closesWhatOneBadRunGaveRiseToAndBringsItBackInSilence() {
        take(100, 100, 100, 100, 100, 100, 100, 100);
        var bad = take(400).getLast();
        assertThat(results().getList("state")).containsExactly("open");

        runner.sendAgain(bad.asExcluded());

        var cleared = runner.told("regression-cleared");
        assertThat(cleared).hasSize(1);
        new EventContract("regression-cleared", mapper)
                .accepts(cleared.getFirst().value());
        var event = JsonPath.from(cleared.getFirst().value());
        assertThat(event.getLong("run_id")).isEqualTo(bad.id());
        assertThat(event.getString("cleared[0].reason")).isEqualTo("excluded");
        assertThat(event.getDouble("cleared[0].current_value")).isEqualTo(100);
        assertThat(results().getList("state")).containsExactly("cleared");
        assertThat(runner.told("regression-found")).hasSize(1);

        runner.sendAgain(bad.asHistory());

        var found = runner.told("regression-found");
        assertThat(found).hasSize(2);
        assertThat(JsonPath.from(found.getLast().value()).getBoolean("backfill"))
                .isTrue();
        assertThat(results().getList("state")).containsExactly("open", "cleared");
        assertThat(results().getLong("[0].run_id")).isEqualTo(bad.id());
        assertThat(runner.told("regression-cleared")).hasSize(1);
    }

    @Test
    void doesNothingWhenNothingChanged() {
        take(100, 100, 100, 100, 100, 100, 100);
        var bad = take(400).getLast();

        runner.sendAgain(bad.asHistory());
        assertThat(results().getList("state")).containsExactly("open");
        runner.sendAgain(bad.asExcluded());
        runner.sendAgain(bad.asExcluded());

        assertThat(runner.told("regression-found")).hasSize(1);
        assertThat(runner.told("regression-cleared")).hasSize(1);
        assertThat(runner.count("select count(*) from point where run_id = $1 and excluded", bad.id()))
                .isEqualTo(1);
    }

    @Test
    void countsAnExcludedRunInNoBaseline() {
        take(100, 100, 100, 100, 100, 100, 100, 100);
        runner.sendAgain(take(1000).getLast().asExcluded());
        take(100, 100, 100, 200, 200, 200);

        assertThat(results().getList("state")).containsExactly("open", "cleared");
        assertThat(results().getDouble("[0].baseline_value")).isEqualTo(100);
    }

    @Test
    void keepsAFindingThatStandsWithoutTheRun() {
        var good = take(100, 100, 100, 100, 100, 100, 100);
        var bad = take(200, 200, 200, 200);
        assertThat(results().getList("state")).containsExactly("open");

        runner.sendAgain(bad.getLast().asExcluded());
        runner.sendAgain(good.getFirst().asExcluded());

        assertThat(results().getList("state")).containsExactly("open");
        assertThat(runner.told("regression-cleared")).isEmpty();
    }

    @Test
    void closesAFindingOfASeriesThatIsTooShortWithoutTheRun() {
        // Five before the newest one are what it takes to say anything.
        take(100, 100, 100, 100, 100);
        var last = take(400).getLast();
        assertThat(results().getList("state")).containsExactly("open");

        runner.sendAgain(last.asExcluded());

        assertThat(results().getList("state")).containsExactly("cleared");
        assertThat(runner.told("regression-cleared")).hasSize(1);
    }

    @Test
    void takesARunThatIsExcludedWhenItIsFirstHeardOf() {
        take(100, 100, 100, 100, 100, 100, 100);
        var excluded = latency(400).asExcluded();

        runner.send(excluded);
        runner.awaitTaken(excluded);

        assertThat(results().getList("state")).isEmpty();
        assertThat(runner.told("regression-found")).isEmpty();
    }

    @Test
    void comparesAndChartsNoExcludedRun() {
        var runs = take(100, 100, 100, 900);
        var path = "/benchmark-runs/%d/compare/%d"
                .formatted(runs.getFirst().id(), runs.getLast().id());
        given().get(path).then().statusCode(200);
        assertThat(latencyTrend().getInt("data_points")).isEqualTo(4);

        runner.sendAgain(runs.getLast().asExcluded());

        given().get(path).then().statusCode(404);
        assertThat(latencyTrend().getInt("data_points")).isEqualTo(3);
        assertThat(latencyTrend().getDouble("last_value")).isEqualTo(100);
    }

    private JsonPath latencyTrend() {
        return given().get("/regression-detection/trends/" + runner.model())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .setRootPath("metric_trends.find { it.key.startsWith('latency') }.value");
    }

    private JsonPath results() {
        return given().get("/regression-detection/results?model_id=" + runner.model())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private List<Told> take(double... latencies) {
        var runs = new ArrayList<Told>();
        for (var latency : latencies) {
            runs.add(latency(latency));
        }
        runner.send(runs);
        runner.awaitTaken(runs.getLast());
        return runs;
    }

    private Told latency(double value) {
        var at = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(20 - hours++));
        return runner.completed(at, metric("latency", "avg_latency_ms", value));
    }
}
