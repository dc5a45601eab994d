package io.llmlab.regression.finding;

import static io.llmlab.regression.Runner.metric;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

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
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What items tell that averages do not, over the real broker and database: 7 points of 200 items are noise by
/// the averages, and certain item by item.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class ItemStoryTest {

    private static final int ITEMS = 200;
    private static final int LOST = 14;

    @Inject
    Pool pool;

    private Runner runner;
    private Instant start;

    @BeforeEach
    void aModel() {
        runner = new Runner(pool);
        start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(20));
    }

    /// The items from `from` up to `to` are right.
    private static double[] right(int from, int to) {
        var scores = new double[ITEMS];
        Arrays.fill(scores, from, to, 1);
        return scores;
    }

    private static double mean(double[] scores) {
        return Arrays.stream(scores).average().orElseThrow();
    }

    private Told answered(int hour, double... scores) {
        return runner.answered("gsm8k", start.plus(Duration.ofHours(hour)), scores);
    }

    private void take(Told first, Told second) {
        runner.send(first);
        runner.send(second);
        runner.awaitTaken(second);
    }

    @Test
    void seesALossFromTheSecondRunOfTheSameItemsOn() {
        var second = answered(1, right(LOST, 160));
        take(answered(0, right(0, 160)), second);

        var found = runner.told("regression-found");
        assertThat(found).hasSize(1);
        var event = JsonPath.from(found.getFirst().value());
        assertThat(event.getLong("run_id")).isEqualTo(second.id());
        assertThat(event.getString("findings[0].detection_method")).isEqualTo("auto");
        assertThat(event.getString("findings[0].statistical_details.test")).isEqualTo("mcnemar_mid_p");
        assertThat(event.getInt("findings[0].statistical_details.items_lost")).isEqualTo(LOST);
        assertThat(event.getDouble("findings[0].p_value")).isLessThan(.001);
    }

    @Test
    void findsNothingWhereTheSameItemsFlipBothWays() {
        take(answered(0, right(0, 160)), answered(1, right(10, 170)));

        assertThat(runner.told("regression-found")).isEmpty();
    }

    /// As imported runs have it: the mean score goes by the harness' own name, beside another share of the same
    /// items.
    private Told imported(int hour, double normalised, double... scores) {
        return runner.completed(
                        start.plus(Duration.ofHours(hour)),
                        metric("accuracy", "acc", mean(scores)),
                        metric("accuracy", "acc_norm", normalised))
                .answering(scores);
    }

    @Test
    void seesTheSameLossWhereTheMeanScoreHasTheNameThatTheHarnessGaveIt() {
        take(imported(0, .82, right(0, 160)), imported(1, .825, right(LOST, 160)));

        var found = runner.told("regression-found");
        assertThat(found).hasSize(1);
        var event = JsonPath.from(found.getFirst().value());
        assertThat(event.getList("findings.metric_name")).containsExactly("acc");
        assertThat(event.getInt("findings[0].statistical_details.items_lost")).isEqualTo(LOST);
        given().post("/regression-detection/analyze/" + runner.model())
                .then()
                .statusCode(200)
                .body("results.find { it.metric_name == 'acc' }.statistical_details.items_lost", equalTo(LOST))
                .body("results.find { it.metric_name == 'acc_norm' }.statistical_details.items_lost", nullValue());
    }

    /// What one metric lost is no loss of another that happens to have the value of the newest mean score.
    @Test
    void comparesNoItemsOfRunsWhoseValueIsAnotherThanTheirMeanScore() {
        take(imported(0, .73, right(0, 160)), imported(1, .73, right(LOST, 160)));

        var event = JsonPath.from(runner.told("regression-found").getFirst().value());
        assertThat(event.getList("findings.metric_name")).containsExactly("acc");
    }
}
