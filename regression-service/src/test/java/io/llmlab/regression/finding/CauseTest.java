package io.llmlab.regression.finding;

import static io.llmlab.regression.Runner.accuracy;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.EventContract;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.llmlab.regression.Runner.Told;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a finding says about its cause, over the real broker and database. Each test has a dataset of its own, so
/// that models of other tests are no peers.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class CauseTest {

    private static final double[] GOOD = {.8, .805, .795, .8, .802, .798, .8, .803};
    private static final double[] STEADY = {.8, .805, .795, .8, .802, .798, .8, .803, .801, .799};
    private static final double[] WORSE = {.8, .805, .795, .8, .802, .798, .8, .803, .5, .51};

    @Inject
    Pool pool;

    @Inject
    ObjectMapper mapper;

    private Runner runner;
    private Instant start;
    private String dataset;

    @BeforeEach
    void aModel() {
        runner = new Runner(pool);
        start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(20));
        dataset = "set of model %d".formatted(runner.model());
    }

    private List<Told> runs(Runner of, String on, double... values) {
        var runs = new ArrayList<Told>();
        for (var value : values) {
            var at = start.plus(Duration.ofHours(runs.size()));
            runs.add(of.run(on, at, at.plusSeconds(60), "completed", true, accuracy(value)));
        }
        return runs;
    }

    private List<Told> take(Runner of, String on, double... values) {
        var runs = runs(of, on, values);
        of.send(runs);
        of.awaitTaken(runs.getLast());
        return runs;
    }

    private JsonPath finding(Runner of, String on) {
        var id = given().queryParam("model_id", of.model())
                .queryParam("dataset_name", on)
                .get("/regression-detection/results")
                .jsonPath()
                .getLong("[0].id");
        return given().get("/regression-detection/results/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void namesTheFirstBadRunAndTheLastGoodOne() {
        var runs = take(runner, dataset, WORSE);

        var finding = finding(runner, dataset);
        assertThat(finding.getLong("onset_run_id")).isEqualTo(runs.get(8).id());
        assertThat(finding.getLong("last_good_run_id")).isEqualTo(runs.get(7).id());
        assertThat(finding.getLong("cause.onset.run_id")).isEqualTo(runs.get(8).id());
        assertThat(finding.getLong("cause.onset.earliest.run_id"))
                .isEqualTo(runs.get(8).id());
        assertThat(finding.getLong("cause.onset.latest.run_id"))
                .isEqualTo(runs.get(8).id());
        assertThat(finding.getLong("cause.last_good.run_id"))
                .isEqualTo(runs.get(7).id());
        assertThat(finding.getString("cause.last_good.timestamp"))
                .isEqualTo(start.plus(Duration.ofHours(7)).toString());
    }

    @Test
    void tellsTheSuspectWithTheEvent() {
        var other = new Runner(pool, "google");
        take(other, dataset, STEADY);
        var runs = take(runner, dataset, WORSE);

        var found = runner.told("regression-found");
        assertThat(found).hasSize(1);
        new EventContract("regression-found", mapper).accepts(found.getFirst().value());
        var event = JsonPath.from(found.getFirst().value());
        assertThat(event.getString("findings[0].cause.suspect")).isEqualTo("model");
        assertThat(event.getString("findings[0].cause.reason")).contains("none of 1 other models on this dataset");
        assertThat(event.getLong("findings[0].cause.onset.run_id"))
                .isEqualTo(runs.get(8).id());
        assertThat(event.getLong("findings[0].cause.last_good.run_id"))
                .isEqualTo(runs.get(7).id());
        assertThat(event.getLong("findings[0].group_id")).isEqualTo(event.getLong("findings[0].finding_id"));
    }

    @Test
    void suspectsTheDatasetWhenAllModelsFallOnItAndOnNoOther() {
        var other = new Runner(pool, "google");
        take(other, dataset, WORSE);
        take(other, dataset + " too", STEADY);
        take(runner, dataset + " too", STEADY);
        take(runner, dataset, WORSE);

        var finding = finding(runner, dataset);
        assertThat(finding.getString("cause.suspect")).isEqualTo("dataset");
        assertThat(finding.getInt("cause.other_models.moved")).isEqualTo(1);
        assertThat(finding.getInt("cause.other_models.comparable")).isEqualTo(1);
        assertThat(finding.getList("cause.other_models.names")).containsExactly("model " + other.model());
        assertThat(finding.getInt("cause.other_datasets.moved")).isZero();
        assertThat(finding.getInt("cause.other_datasets.comparable")).isEqualTo(1);
    }

    @Test
    void suspectsTheHarnessWhenEveryModelFallsEverywhere() {
        var other = new Runner(pool);
        var third = new Runner(pool);
        for (var model : List.of(other, third)) {
            take(model, dataset, WORSE);
            take(model, dataset + " too", WORSE);
        }
        var mine = new Runner(pool);
        take(mine, dataset + " too", WORSE);
        take(mine, dataset, WORSE);

        var finding = finding(mine, dataset);
        assertThat(finding.getString("cause.other_models.names")).contains("model " + third.model());
        assertThat(finding.getString("cause.suspect")).isEqualTo("harness");
    }

    /// Whether a model that fell a week ago fell for the same reason nobody knows.
    @Test
    void leavesOutWhatFellAtAnotherTime() {
        var other = new Runner(pool, "google");
        var late = runs(other, dataset, WORSE).stream()
                .map(told -> new Told(told.id(), earlier(told.json())))
                .toList();
        other.send(late);
        other.send(runs(other, dataset, STEADY));
        other.awaitTaken(late.getLast());
        take(runner, dataset, WORSE);

        var finding = finding(runner, dataset);
        assertThat(finding.getInt("cause.other_models.comparable")).isEqualTo(1);
        assertThat(finding.getInt("cause.other_models.moved")).isZero();
    }

    /// What was found of others, but is no sign that they got worse.
    @ParameterizedTest
    @ValueSource(strings = {"false_alarm", "withdrawn", "shifted"})
    void countsNoOtherThatDidNotGetWorse(String how) {
        var other = new Runner(pool, "google");
        var runs = take(other, dataset, WORSE);
        switch (how) {
            case "false_alarm" ->
                given().contentType(ContentType.JSON)
                        .body("{\"by\": \"ana\", \"reason\": \"the judge was away\"}")
                        .post("/regression-detection/results/%d/false-alarm"
                                .formatted(finding(other, dataset).getLong("id")))
                        .then()
                        .statusCode(200);
            case "withdrawn" -> {
                other.sendAgain(runs.get(9).asExcluded());
                other.sendAgain(runs.get(8).asExcluded());
            }
            default ->
                pool.preparedQuery("update finding set higher_is_better = null where model_id = $1")
                        .executeAndAwait(Tuple.of(other.model()));
        }
        take(runner, dataset, WORSE);

        assertThat(finding(runner, dataset).getInt("cause.other_models.moved")).isZero();
    }

    @Test
    void isNotDrownedBySeriesThatNobodyMeasuresAnyMore() {
        var dead = new Runner(pool, "google");
        take(dead, dataset + " of old", .8);
        pool.preparedQuery("""
                        insert into series (model_id, dataset_name, metric_type, metric_name, stream, newest_at, newest_run_id)
                        select $1, $2, 'accuracy', 'metric ' || i, 'old', now() - interval '90 days', 1
                        from generate_series(1, 600) i""").executeAndAwait(Tuple.of(dead.model(), dataset));
        take(new Runner(pool, "google"), dataset, STEADY);
        take(runner, dataset, WORSE);

        assertThat(finding(runner, dataset).getInt("cause.other_models.comparable"))
                .isEqualTo(1);
    }

    /// Between the pinned runs and the newest ten lie forty that no look takes in.
    @Test
    void namesTheLastGoodRunThoughTheBaselineIsPinned() {
        start = start.minus(Duration.ofDays(3));
        var pinned = take(runner, dataset, GOOD);
        given().contentType(ContentType.JSON)
                .body("""
                        {"model_id": %d, "dataset_name": "%s", "metric_type": "accuracy",
                         "metric_name": "overall_accuracy", "from_run_id": %d, "to_run_id": %d, "reason": "the release"}""".formatted(
                                runner.model(),
                                dataset,
                                pinned.getFirst().id(),
                                pinned.getLast().id()))
                .post("/regression-detection/baselines")
                .then()
                .statusCode(201);
        start = start.plus(Duration.ofHours(8));
        var later = take(
                runner,
                dataset,
                DoubleStream.concat(
                                IntStream.range(0, 50).mapToDouble(run -> GOOD[run % GOOD.length]),
                                DoubleStream.generate(() -> .5).limit(1))
                        .toArray());

        var finding = finding(runner, dataset);
        assertThat(finding.getLong("onset_run_id")).isEqualTo(later.get(50).id());
        assertThat(finding.getLong("last_good_run_id")).isEqualTo(later.get(49).id());
        assertThat(finding.getLong("cause.onset.earliest.run_id"))
                .isGreaterThanOrEqualTo(later.get(41).id());
    }

    private String earlier(String json) {
        var moved = json;
        for (var hour = 0; hour < WORSE.length; hour++) {
            var at = start.plus(Duration.ofHours(hour));
            moved = moved.replace(
                    "\"timestamp\": \"%s\"".formatted(at),
                    "\"timestamp\": \"%s\"".formatted(at.minus(Duration.ofDays(10))));
        }
        return moved;
    }

    /// The suite's own runs tell the snapshot beside the configuration, those of a harness within.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model_resolved            | \"run_config\": {\"temperature\": 0}, \"model_resolved\": \"%s\"",
                "run_config.model_resolved | \"run_config\": {\"temperature\": 0, \"model_resolved\": \"%s\"}"
            })
    void saysWhatChangedBetweenTheLastGoodRunAndTheFirstBadOne(String part, String told) {
        var runs = new ArrayList<Told>();
        for (var run : runs(runner, dataset, WORSE)) {
            var isGood = runs.size() < GOOD.length;
            runs.add(run.with(told.formatted(isGood ? "gpt-x-0801" : "gpt-x-1101")));
        }
        runner.send(runs);
        runner.awaitTaken(runs.getLast());

        var finding = finding(runner, dataset);
        assertThat(finding.getList("cause.changed.part")).containsExactly(part);
        assertThat(finding.getString("cause.changed[0].before")).isEqualTo("gpt-x-0801");
        assertThat(finding.getString("cause.changed[0].after")).isEqualTo("gpt-x-1101");
        assertThat(finding.getString("cause.suspect")).isEqualTo("model");
    }

    @Test
    void makesOneMatterOfTheFindingsOfOneBatch() {
        var runs = runs(runner, dataset, WORSE);
        var others = runs(runner, dataset + " too", WORSE);
        runner.send(runs.subList(0, 8));
        runner.send(others.subList(0, 8));
        runner.send(runs.get(8).inBatch("file-1"));
        runner.send(others.get(8).inBatch("file-1"));
        runner.awaitTaken(others.get(8));

        var groups = results("grouped=true");
        assertThat(groups.getList("id")).hasSize(1);
        assertThat(groups.getList("[0].parts.dataset_name")).containsExactly(dataset, dataset + " too");
        assertThat(groups.getString("[0].state")).isEqualTo("open");
        assertThat(groups.getString("[0].batch_id")).isEqualTo("file-1");
        assertThat(results("grouped=true&dataset_name=" + dataset + " too").getList("[0].parts"))
                .hasSize(2);
        var single = results("grouped=false");
        assertThat(single.getList("id")).hasSize(2);
        assertThat(single.getList("group_id").stream().distinct()).hasSize(1);
        var told = runner.told("regression-found").stream()
                .map(record -> JsonPath.from(record.value()).getLong("findings[0].group_id"));
        assertThat(told.distinct()).hasSize(1);
    }

    @Test
    void keepsFindingsOfRunsApartThatCameAlone() {
        take(runner, dataset, WORSE);
        take(runner, dataset + " too", WORSE);

        given().queryParam("model_id", runner.model())
                .queryParam("grouped", true)
                .queryParam("count", true)
                .get("/regression-detection/results")
                .then()
                .statusCode(200)
                .header("X-Total-Count", "2")
                .body("size()", equalTo(2));
    }

    private JsonPath results(String query) {
        return given().get("/regression-detection/results?model_id=%d&%s".formatted(runner.model(), query))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void answersAnUnknownFindingWithAProblem() {
        given().get("/regression-detection/results/999999999")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("999999999"));
    }
}
