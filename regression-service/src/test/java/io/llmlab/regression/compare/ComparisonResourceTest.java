package io.llmlab.regression.compare;

import static io.llmlab.regression.Runner.accuracy;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two runs beside each other, over runs that came from the broker.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class ComparisonResourceTest {

    private static final int ITEMS = 200;

    @Inject
    Pool pool;

    private Runner runner;
    private Instant now;

    @BeforeEach
    void aModel() {
        runner = new Runner(pool);
        now = Instant.now();
    }

    /// Right on all items but those from the first to before the second number.
    private static double[] wrongFrom(int first, int until) {
        var scores = new double[ITEMS];
        Arrays.fill(scores, 1);
        Arrays.fill(scores, first, until, 0);
        return scores;
    }

    private ValidatableResponse compared(Runner.Told first, Runner.Told second) {
        Stream.of(first, second).forEach(runner::send);
        runner.awaitTaken(second);
        return given().get("/benchmark-runs/%d/compare/%d".formatted(first.id(), second.id()))
                .then();
    }

    @Test
    void comparesRunsOfTheSameItemsItemByItem() {
        var first = runner.answered("gsm8k", now.minusSeconds(3600), wrongFrom(0, 40));
        var second = runner.answered("gsm8k", now, wrongFrom(2, 54));

        compared(first, second)
                .statusCode(200)
                .body("first.id", equalTo((int) first.id()))
                .body("second.model_id", equalTo((int) runner.model()))
                .body("second.stream", equalTo("9f86d081884c7d65"))
                .body("paired", equalTo(true))
                .body("items_shared", equalTo(ITEMS))
                .body("items_only_in_first", equalTo(0))
                .body("verdict", equalTo("worse"))
                .body("test", equalTo("mcnemar_mid_p"))
                .body("lost", equalTo(14))
                .body("gained", equalTo(2))
                .body("gained_items", contains("0000000000000000", "0000000000000001"))
                .body("lost_items", hasSize(14))
                .body("difference.toDouble()", closeTo(-.06, 1e-12))
                // Binomial tails of 2 of 16: (137 + 17) / 2 / 65536, twice.
                .body("p_value.toDouble()", closeTo((137 + 17) / 65536.0, 1e-9))
                .body("metrics.metric_name", contains("overall_accuracy"));
    }

    @Test
    void callsRunsWithoutADifferenceTied() {
        var first = runner.answered("gsm8k", now.minusSeconds(3600), wrongFrom(0, 40));
        var second = runner.answered("gsm8k", now, wrongFrom(1, 41));

        compared(first, second)
                .body("verdict", equalTo("statistically_tied"))
                .body("p_value.toDouble()", equalTo(1.0))
                .body("difference.toDouble()", equalTo(0.0));
    }

    /// A run that edits its answers so much, ten on each of twenty texts; less is better.
    private Runner.Told edited(Instant at, double... distances) {
        var texts = IntStream.range(0, distances.length)
                .mapToObj(item -> "\"%016x\"".formatted(0xc000 + item / 10))
                .collect(Collectors.joining(","));
        return runner.completed(
                        at, """
                        {"metric_type": "custom", "metric_name": "edit_distance", "higher_is_better": false,
                         "value": %s, "sample_count": %d}""".formatted(Arrays.stream(distances).average().orElseThrow(), distances.length))
                .answering(distances)
                .with("\"item_clusters\": [%s]".formatted(texts));
    }

    /// One item on each of fourteen texts: of the 2^14 ways to flip the texts' signs one is so low.
    @Test
    void countsTextsOfGradedScoresAndKnowsWhichWayTheyAreBetter() {
        var distances = wrongFrom(0, 20);
        var less = distances.clone();
        IntStream.range(6, 20).forEach(text -> less[10 * text] = .75);

        compared(edited(now.minusSeconds(3600), distances), edited(now, less))
                .statusCode(200)
                .body("paired", equalTo(true))
                .body("test", equalTo("sign_flip"))
                .body("lost", equalTo(14))
                .body("difference.toDouble()", closeTo(14 * -.25 / ITEMS, 1e-12))
                .body("p_value.toDouble()", closeTo(2 / 16384.0, 1e-9))
                .body("verdict", equalTo("better"));
    }

    /// Fourteen items on two texts: of the four ways to flip their signs one is so low.
    @Test
    void callsRunsTiedThatDifferOnTwoTextsAlone() {
        var distances = wrongFrom(0, 20);
        var less = distances.clone();
        Arrays.fill(less, 100, 114, .25);

        compared(edited(now.minusSeconds(3600), distances), edited(now, less))
                .body("lost", equalTo(14))
                .body("p_value.toDouble()", closeTo(.5, 1e-12))
                .body("verdict", equalTo("statistically_tied"));
    }

    @Test
    void saysThatItComparesTheValuesWhereTheItemsAreNotKnown() {
        var first = runner.answered("gsm8k", now.minusSeconds(3600), wrongFrom(0, 40));
        var second = runner.completed(now, accuracy(.5));

        compared(first, second)
                .statusCode(200)
                .body("paired", equalTo(false))
                .body("verdict", equalTo("worse"))
                .body("test", equalTo("two_proportion_z"))
                .body("explanation", containsString("0 of 200 items match"))
                .body("items_only_in_first", equalTo(ITEMS))
                .body("lost", nullValue())
                .body("lost_items", empty());
    }

    @Test
    void refusesRunsOnDifferentDatasets() {
        var first = runner.answered("gsm8k", now.minusSeconds(3600), wrongFrom(0, 40));
        var second = runner.answered("mmlu", now, wrongFrom(0, 40));

        var problem = compared(first, second).statusCode(422).extract().jsonPath();
        assertThat(problem.getString("errors[0].parameter")).isEqualTo("other");
        assertThat(problem.getString("errors[0].detail")).contains("'gsm8k'", "'mmlu'");
    }

    @Test
    void answersAnUnknownRunWithAProblem() {
        var known = runner.completed(now, accuracy(.5));
        runner.send(known);
        runner.awaitTaken(known);

        given().get("/benchmark-runs/%d/compare/1".formatted(known.id()))
                .then()
                .statusCode(404)
                .body("detail", containsString("benchmark run 1"));
    }
}
