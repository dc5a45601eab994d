package io.llmlab.regression.dryrun;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.llmlab.regression.Runner.Told;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The same history once by events, run by run, and once by a dry run of the settings that were in force.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class DryRunAgreesTest {

    private static final int HOURS = 110;
    private static final int FALLS_AT = 100;
    private static final int DAY = 24;

    private static final int ITEMS = 200;
    private static final int LOST = 14;

    @Inject
    Pool pool;

    private Runner runner;
    private Instant start;

    @BeforeEach
    void aModel() {
        runner = new Runner(pool);
        start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS + 1));
    }

    /// @param run with which it was found
    /// @param onset the first run of what it is about
    private record Finding(long run, long onset) {}

    private List<Finding> live() {
        return StreamSupport.stream(
                        pool.preparedQuery("""
                                select run_id, onset_run_id from finding
                                where model_id = $1 order by run_id""")
                                .executeAndAwait(Tuple.of(runner.model()))
                                .spliterator(),
                        false)
                .map(DryRunAgreesTest::finding)
                .toList();
    }

    private static Finding finding(Row row) {
        return new Finding(row.getLong(0), row.getLong(1));
    }

    private JsonPath dryRun() {
        return given().contentType(ContentType.JSON)
                .body("{\"model_id\": %d, \"days_back\": 30}".formatted(runner.model()))
                .post("/regression-detection/configs/dry-run")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<Finding> alarms(JsonPath dryRun) {
        return IntStream.range(0, dryRun.getInt("series[0].alarms.size()"))
                .mapToObj("series[0].alarms[%d]."::formatted)
                .map(alarm -> new Finding(dryRun.getLong(alarm + "run_id"), dryRun.getLong(alarm + "onset_run_id")))
                .toList();
    }

    private void take(List<Told> runs) {
        runner.send(runs);
        runner.awaitTaken(runs.getLast());
    }

    /// A latency with a wave over the day three times as high as its noise, which rises by four times the noise.
    private List<Told> latencies() {
        var random = new Random(5);
        var runs = new ArrayList<Told>();
        for (var hour = 0; hour < HOURS; hour++) {
            var at = start.plus(Duration.ofHours(hour));
            var wave = .15 * Math.sin(2 * Math.PI * hour / DAY);
            var rise = hour < FALLS_AT ? 0 : .2;
            var value = 800 * Math.exp(wave + rise + .05 * random.nextGaussian());
            runs.add(runner.completed(at, Runner.metric("latency", "mean_latency_ms", value)));
        }
        return runs;
    }

    @Test
    void findsWhatWasFoundLiveUnderADailySeason() {
        var runs = latencies();
        take(runs);

        var alarms = alarms(dryRun());

        assertThat(alarms).isNotEmpty().isEqualTo(live());
        assertThat(alarms.getFirst().run())
                .isGreaterThanOrEqualTo(runs.get(FALLS_AT).id());
    }

    /// The items from `from` up to `to` are right.
    private Told answered(int hour, int from, int to) {
        var scores = new double[ITEMS];
        Arrays.fill(scores, from, to, 1);
        return runner.answered("gsm8k", start.plus(Duration.ofHours(hour)), scores);
    }

    @Test
    void findsWhatWasFoundLiveByItems() {
        var runs = List.of(
                answered(0, 0, 160),
                answered(1, 2, 162),
                answered(2, 0, 160),
                answered(3, LOST, 160),
                answered(4, LOST, 160));
        take(runs);

        var dryRun = dryRun();

        assertThat(alarms(dryRun)).hasSize(1).isEqualTo(live());
        assertThat(alarms(dryRun).getFirst().run()).isEqualTo(runs.get(3).id());
        assertThat(dryRun.getInt("series[0].looks_with_items")).isEqualTo(runs.size());
    }
}
