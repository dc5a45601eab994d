package io.llmlab.regression.power;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class PowerResourceTest {

    private static final String PATH = "/regression-detection/power";
    private static final RestAssuredConfig DOUBLES =
            RestAssuredConfig.config().jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE));

    @Inject
    Pool pool;

    private static ValidatableResponse power(String query) {
        return given().config(DOUBLES).get(PATH + "?" + query).then();
    }

    /// `power.prop.test(p1 = .75, p2 = .50, power = .90)`: n = 76.7; Connor's equation for 45 % lost and 5 % gained: 23
    @Test
    void saysHowManyItemsADropTakes() {
        power("baseline=0.75&drop=0.25&alpha=0.05&sides=2&power=0.9&baseline_runs=1&between_run_spread=0")
                .statusCode(200)
                .body("unpaired.items_needed", equalTo(77))
                .body("paired", nullValue())
                .body("unpaired.runs_needed", nullValue())
                .body("unpaired.summary", containsString("1 new run must ask 77 items"))
                .body("basis.source", equalTo("given"))
                .body("basis.metric", equalTo("proportion"));
        power("baseline=0.6&drop=0.4&alpha=0.05&sides=2&baseline_runs=1&between_run_spread=0&discordance=0.1")
                .body("paired.items_needed", equalTo(23));
    }

    @Test
    void neverCountsOnItemsAlone() {
        power("baseline=0.8&drop=0.02&items=1000")
                .statusCode(200)
                .body("basis.between_run_spread", closeTo(.016, 1e-9))
                .body("basis.alpha", closeTo(.001, 1e-9))
                .body("basis.baseline_runs", equalTo(20))
                .body("unpaired.items_needed", nullValue())
                .body("unpaired.runs_needed", greaterThan(1))
                .body("unpaired.chance", lessThan(.5))
                .body("unpaired.summary", containsString("No number of items shows a drop of 2 points"));
    }

    @Test
    void saysWhichDropItemsAndRunsShow() {
        var one = power("baseline=0.8&items=1000&discordance=0.02")
                .statusCode(200)
                .body("unpaired.items_needed", nullValue())
                .body(
                        "unpaired.summary",
                        containsString("is seen by 1 new run of 1,000 items with a chance under 80 %"))
                .extract()
                .jsonPath();
        var five = power("baseline=0.8&items=1000&discordance=0.02&runs=5")
                .extract()
                .jsonPath();

        assertThat(one.getDouble("paired.smallest_drop")).isLessThan(one.getDouble("unpaired.smallest_drop"));
        assertThat(five.getDouble("unpaired.smallest_drop")).isLessThan(one.getDouble("unpaired.smallest_drop"));
        assertThat(one.getDouble("basis.paired_spread")).isZero();
        assertThat(five.getDouble("paired.smallest_drop")).isLessThan(one.getDouble("paired.smallest_drop"));
    }

    /// `nct.sf(t.ppf(.999, 19), 19, log(1.2) / (.1 * sqrt(1 / runs + 1 / 20)))` in SciPy: .763 for 8 runs, .809 for 9
    @Test
    void plansRunsOfALatency() {
        power("metric=positive&higher_is_better=false&between_run_spread=0.1&drop=0.2")
                .statusCode(200)
                .body("unpaired.items_needed", nullValue())
                .body("unpaired.runs_needed", equalTo(9))
                .body("unpaired.smallest_drop", greaterThan(.2))
                .body("unpaired.summary", containsString("to show a rise of 20 % against 20 baseline runs"))
                .body("paired", nullValue());
    }

    @Test
    void plansForAStoredSeries() {
        var runner = new Runner(pool);
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(20));
        var runs = new ArrayList<Runner.Told>();
        for (var run = 0; run < 8; run++) {
            var odd = run % 2;
            // Of 200 items 160 are right, others each time: 4 differ between neighbours.
            var scores = IntStream.range(0, 200)
                    .mapToDouble(item -> item < 158 || (item >= 158 + 2 * odd && item < 160 + 2 * odd) ? 1 : 0)
                    .toArray();
            runs.add(runner.answered("planned", start.plus(Duration.ofHours(run)), scores));
        }
        runner.send(runs);
        runner.awaitTaken(runs.getLast());
        var series = "model_id=" + runner.model()
                + "&dataset_name=planned&metric_type=accuracy&metric_name=overall_accuracy";

        power(series + "&drop=0.05")
                .statusCode(200)
                .body("basis.source", equalTo("series"))
                .body("basis.baseline", closeTo(.8, 1e-6))
                .body("basis.items", equalTo(400))
                .body("basis.baseline_runs", equalTo(8))
                .body("basis.discordance", closeTo(.02, 1e-9))
                .body("basis.between_run_spread", allOf(greaterThan(-1e-12), lessThan(.016)))
                .body("basis.paired_spread", equalTo(0.0))
                .body("paired.chance", greaterThan(.5));
        power(series + "&drop=0.05&items=50&baseline=0.6")
                .body("basis.items", equalTo(50))
                .body("basis.baseline", closeTo(.6, 1e-9));
        power(series.replace("overall_accuracy", "other")).statusCode(404).body("detail", containsString("no series"));
        power(series.replace("model_id=", "model_id=9999999")).statusCode(404);
    }

    /// Runs of .8 and .7 in turn, of 400 items of which .1 differ: `sqrt(8 * .05^2 / 7 - .1 / 2 / 400)`
    @Test
    void countsWithDaysThatMoveAllItemsWhereRunsShowThem() {
        var runner = new Runner(pool);
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(20));
        var runs = new ArrayList<Runner.Told>();
        for (var run = 0; run < 8; run++) {
            var right = run % 2 == 0 ? 160 : 140;
            var scores = IntStream.range(0, 200)
                    .mapToDouble(item -> item < right ? 1 : 0)
                    .toArray();
            runs.add(runner.answered("uneven", start.plus(Duration.ofHours(run)), scores));
        }
        runner.send(runs);
        runner.awaitTaken(runs.getLast());
        var series =
                "model_id=" + runner.model() + "&dataset_name=uneven&metric_type=accuracy&metric_name=overall_accuracy";

        power(series + "&drop=0.05")
                .statusCode(200)
                .body("basis.discordance", closeTo(.1, 1e-9))
                .body("basis.paired_spread", closeTo(.05227, 1e-5))
                .body("paired.chance", lessThan(.1));
        power(series + "&drop=0.05&between_run_spread=0").body("basis.paired_spread", equalTo(0.0));
    }

    @Test
    void saysThatTooFewRunsTellNothing() {
        var runner = new Runner(pool);
        var run = runner.completed(Instant.now(), Runner.metric("latency", "avg_latency_ms", 100));
        runner.send(run);
        runner.awaitTaken(run);

        power("model_id=" + runner.model()
                        + "&dataset_name=gsm8k&metric_type=latency&metric_name=avg_latency_ms&drop=.1")
                .statusCode(409)
                .body("detail", containsString("takes 3"));
    }

    @Test
    void namesEveryParameterThatDoesNotFit() {
        power("baseline=0.8&drop=NaN&items=0&runs=0&baseline_runs=10001&alpha=0.6&sides=3&power=1"
                        + "&between_run_spread=-1&discordance=1&model_id=1&metric=real")
                .statusCode(422)
                .body(
                        "errors.parameter",
                        containsInAnyOrder(
                                "drop",
                                "items",
                                "runs",
                                "baseline_runs",
                                "alpha",
                                "sides",
                                "power",
                                "between_run_spread",
                                "discordance",
                                "model_id",
                                "metric"));
        for (var query : List.of(
                "baseline: drop=0.1",
                "baseline: baseline=1&drop=0.1",
                "drop: baseline=0.8&drop=0.9",
                "drop: baseline=0.8",
                "drop: metric=positive&between_run_spread=0.1&drop=1",
                "discordance: baseline=0.8&drop=0.5&discordance=0.6",
                "between_run_spread: metric=real&drop=1",
                "between_run_spread: metric=real&drop=1&between_run_spread=0",
                "between_run_spread: baseline=0.8&drop=0.1&between_run_spread=1",
                "baseline_runs: metric=real&drop=1&between_run_spread=1&baseline_runs=1",
                "metric: metric=beauty",
                "items: baseline=0.8&items=many")) {
            var parts = query.split(": ");
            power(parts[1]).statusCode(422).body("errors.parameter", hasItem(parts[0]));
        }
    }
}
