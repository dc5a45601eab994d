package io.llmlab.regression.analysis;

import static io.llmlab.regression.Runner.accuracy;
import static io.llmlab.regression.Runner.metric;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicWriter;
import io.llmlab.regression.Runner;
import io.llmlab.regression.series.MetricType;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Analyze, trends, summary and results, over runs that came from the broker.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class AnalysisResourceTest {

    private static final String ANALYZE = "/regression-detection/analyze/";
    private static final String TRENDS = "/regression-detection/trends/";
    private static final String SUMMARY = "/regression-detection/summary";
    private static final String RESULTS = "/regression-detection/results";

    @Inject
    Pool pool;

    private Runner runner;
    private Instant start;

    @BeforeEach
    void aModel() {
        runner = new Runner(pool);
        start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(20));
    }

    private void accuracies(double... values) {
        taken(runner.accuracies(start, values));
    }

    private void taken(List<Runner.Told> runs) {
        runner.send(runs);
        runner.awaitTaken(runs.getLast());
    }

    private void drop() {
        accuracies(.9, .91, .9, .89, .9, .3, .31, .3);
    }

    private ValidatableResponse analyze(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(ANALYZE + runner.model())
                .then();
    }

    @Test
    void analyzesAModel() {
        drop();

        given().post(ANALYZE + runner.model() + "?days_back=7")
                .then()
                .statusCode(200)
                .body("model_id", equalTo((int) runner.model()))
                .body("analysis_period_days", equalTo(7))
                .body("regressions_detected", equalTo(1))
                .body("total_metrics_analyzed", equalTo(1))
                .body("results[0].outcome", equalTo("regressed"))
                .body("results[0].severity", equalTo("critical"))
                .body("results[0].detection_method", equalTo("auto"))
                .body("results[0].config_id", notNullValue())
                .body("results[0].config_version", equalTo(1))
                .body("results[0].dataset_name", equalTo("gsm8k"))
                .body("results[0].regression_detected", equalTo(true))
                .body("results[0].statistical_details.test", equalTo("windows_t"))
                .body("results[0].change_point_index", equalTo(5));
    }

    @Test
    void analyzesWithConfigurationsOfTheRequestAlone() {
        drop();

        analyze("""
                {"configs": [
                  {"method": "change_point", "metric_type": "accuracy", "metric_name": "overall_accuracy"},
                  {"method": "threshold_based", "metric_type": "accuracy", "metric_name": "overall_accuracy",
                   "threshold_percent": 0.9}]}""")
                .statusCode(200)
                .body("total_metrics_analyzed", equalTo(1))
                .body("results.config_id", everyItem(nullValue()))
                .body("results.detection_method", containsInAnyOrder("change_point", "threshold_based"))
                .body("results.find { it.detection_method == 'change_point' }.change_point_index", equalTo(5))
                .body("results.find { it.detection_method == 'threshold_based' }.outcome", equalTo("steady"));
        analyze("{\"configs\": []}").statusCode(200).body("results", hasSize(0));
        analyze("{}").statusCode(200).body("results", hasSize(1));
        analyze("""
                {"configs": [{"method": "guess", "metric_type": "accuracy", "metric_name": "overall_accuracy"}]}""").statusCode(422).body("errors.pointer", contains("/configs/0/method"));
        analyze("{\"config\": []}").statusCode(422);
        analyze("{").statusCode(400);
        analyze("[]").statusCode(422);
    }

    @Test
    void looksAtEveryMetricWithADirectionByAuto() {
        var metrics = Stream.concat(
                        Arrays.stream(MetricType.values()).map(type -> metric(type.wireName(), "any", .5)),
                        Stream.of(metric("custom", "better", .5)
                                .replace("\"higher_is_better\": null", "\"higher_is_better\": true")))
                .toArray(String[]::new);
        taken(List.of(runner.completed(start, metrics)));

        var withDirection = Arrays.stream(MetricType.values())
                .filter(type -> type != MetricType.CUSTOM)
                .map(MetricType::wireName)
                .toList();
        analyze("")
                .body(
                        "results.findAll { it.metric_name == 'any' }.metric_type",
                        containsInAnyOrder(withDirection.toArray()))
                .body("results.findAll { it.metric_name == 'better' }.metric_type", contains("custom"))
                .body("results.detection_method", everyItem(equalTo("auto")));
    }

    @Test
    void saysWhatIsMissingWhereThereIsTooLittle() {
        accuracies(.9, .2);

        analyze("")
                .statusCode(200)
                .body("regressions_detected", equalTo(0))
                .body("results[0].outcome", equalTo("too_short"))
                .body("results[0].baseline_value", nullValue())
                .body("results[0].statistical_details.points", equalTo(2))
                .body("results[0].statistical_details.needed", equalTo(6));
    }

    @Test
    void refusesPeriodsAndModelsThatDoNotExist() {
        given().post(ANALYZE + "999999").then().statusCode(404).body("detail", equalTo("There is no model 999999"));
        given().get(TRENDS + "999999").then().statusCode(404);
        given().get(SUMMARY + "?model_ids=999999").then().statusCode(404);
        for (String days : List.of("0", "366", "-1", "many")) {
            given().post(ANALYZE + "1?days_back=" + days)
                    .then()
                    .statusCode(422)
                    .body("errors[0].parameter", equalTo("days_back"));
            given().get(TRENDS + "1?days_back=" + days).then().statusCode(422);
            given().get(SUMMARY + "?days_back=" + days).then().statusCode(422);
        }
        given().get(SUMMARY + "?model_ids=one").then().statusCode(422);
        given().post(ANALYZE + "one").then().statusCode(422);
    }

    @Test
    void knowsAModelThatHasNoRunYet() {
        var bootstrapServers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        new TopicWriter(bootstrapServers, "/llmlab/runner")
                .send("llmlab.model-changed.v1", "77", "model-changed", "model-77", """
                        {"model": {"id": 77, "name": "new", "provider": "local", "labels": {}}, "active": true}""");

        await().atMost(Runner.PATIENCE).until(() -> given().get(TRENDS + "77").statusCode() == 200);
        given().get(TRENDS + "77").then().body("total_runs_analyzed", equalTo(0));
        given().post(ANALYZE + "77").then().statusCode(200).body("results", hasSize(0));
    }

    @Test
    void seesWhereMetricsAreHeading() {
        var runs = new ArrayList<Runner.Told>();
        for (int i = 0; i < 6; i++) {
            var at = start.plus(Duration.ofHours(i));
            runs.add(runner.completed(at, accuracy(.5), metric("latency", "avg_latency_ms", 100 + i)));
        }
        taken(runs);

        var latency = "metric_trends.latency_avg_latency_ms";
        given().get(TRENDS + runner.model() + "?days_back=30")
                .then()
                .statusCode(200)
                .body("total_runs_analyzed", equalTo(6))
                .body("metrics_analyzed", equalTo(2))
                .body("metric_trends.accuracy_overall_accuracy.trend_direction", equalTo("stable"))
                .body(latency + ".trend_direction", equalTo("increasing"))
                .body(latency + ".slope", equalTo(1.0f))
                .body(latency + ".slope_per_day", equalTo(24.0f))
                .body(latency + ".first_value", equalTo(100.0f))
                .body(latency + ".timestamps", hasKey("first"));
    }

    @Test
    void leavesRunsBeforeThePeriodOutOfTrends() {
        var old = runner.run("gsm8k", start.minus(Duration.ofDays(40)), Instant.now(), "completed", true, accuracy(.1));
        taken(List.of(old));
        accuracies(.5, .5, .5);

        given().get(TRENDS + runner.model())
                .then()
                .body("total_runs_analyzed", equalTo(3))
                .body("metric_trends.accuracy_overall_accuracy.data_points", equalTo(3));
        given().get(TRENDS + runner.model() + "?days_back=60")
                .then()
                .body("metric_trends.accuracy_overall_accuracy.data_points", equalTo(4));
    }

    @Test
    void sumsUpAllModelsOrSome() {
        drop();
        var other = new Runner(pool);
        var steady = other.accuracies(start, .9, .9, .9);
        other.send(steady);
        other.awaitTaken(steady.getLast());

        given().get(SUMMARY + "?days_back=7&model_ids=" + runner.model() + "&model_ids=" + other.model())
                .then()
                .statusCode(200)
                .body("summary.total_models_analyzed", equalTo(2))
                .body("summary.total_regressions_detected", equalTo(1))
                .body("summary.regressions_by_severity.critical", equalTo(1))
                .body("summary.regressions_by_severity.info", equalTo(0))
                .body("summary.regressions_by_metric_type.accuracy", equalTo(1))
                .body("summary.models_with_regressions", equalTo(1))
                .body("detailed_results.model_id", contains((int) runner.model()));
        given().get(SUMMARY + "?model_ids=" + runner.model() + "," + other.model())
                .then()
                .body("summary.total_models_analyzed", equalTo(2));
        given().get(SUMMARY).then().body("summary.total_models_analyzed", greaterThan(1));
    }

    @Test
    void listsWhatWasFound() {
        drop();
        var mine = RESULTS + "?model_id=" + runner.model();

        given().get(mine + "&count=true&severity=critical&state=open&metric_type=accuracy")
                .then()
                .statusCode(200)
                .header("X-Total-Count", "1")
                .body("[0].metric_name", equalTo("overall_accuracy"))
                .body("[0].regression_detected", equalTo(true))
                .body("[0].state", equalTo("open"));
        var config = given().get(mine).jsonPath().getInt("[0].config_id");
        given().get("/regression-detection/configs/" + config)
                .then()
                .body("metric_type", equalTo("accuracy"))
                .body("version", equalTo(given().get(mine).jsonPath().getInt("[0].config_version")));
        given().get(mine + "&severity=info").then().body("$", hasSize(0));
        given().get(mine + "&until=2020-01-01T00:00:00Z").then().body("$", hasSize(0));
        var page = given().get(mine + "&limit=1");
        assertThat(page.header("Link")).contains("after=" + page.jsonPath().getInt("[0].id"));
        given().get(mine + "&after=" + page.jsonPath().getInt("[0].id")).then().body("$", hasSize(0));
        given().get(RESULTS + "?severity=terrible").then().statusCode(422);
        given().get(RESULTS + "?limit=1001").then().statusCode(422);
    }
}
