package io.llmlab.regression.finding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

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
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a finding says about its cause, over the real broker and database. Each test has a dataset of its own, so
/// that models of other tests are no peers.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class CauseTest {

    @Inject
    Pool pool;

    @Inject
    ObjectMapper mapper;

    private final Story story = Story.today();
    private Runner runner;
    private String dataset;

    @BeforeEach
    void aModel() {
        runner = new Runner(pool);
        dataset = "set of model %d".formatted(runner.model());
    }

    @Test
    void namesTheFirstBadRunAndTheLastGoodOne() {
        var runs = story.take(runner, dataset, Story.WORSE);

        var finding = story.finding(runner, dataset);
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
                .isEqualTo(story.start().plus(Duration.ofHours(7)).toString());
    }

    @Test
    void tellsTheSuspectWithTheEvent() {
        var other = new Runner(pool, "google");
        story.take(other, dataset, Story.STEADY);
        var runs = story.take(runner, dataset, Story.WORSE);

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
        var history = event.getList("findings[0].history.value", Float.class);
        assertThat(history)
                .hasSizeGreaterThan(Story.GOOD)
                .isEqualTo(Arrays.stream(Story.WORSE)
                        .limit(history.size())
                        .mapToObj(value -> (float) value)
                        .toList());
        assertThat(event.getString("findings[0].history[-1].timestamp")).isEqualTo(event.getString("run_timestamp"));
    }

    /// Between the pinned runs and the newest ten lie forty that no look takes in.
    @Test
    void namesTheLastGoodRunThoughTheBaselineIsPinned() {
        var early = story.after(Duration.ofDays(-3));
        var pinned = early.take(runner, dataset, Arrays.copyOf(Story.STEADY, Story.GOOD));
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
        var later = early.after(Duration.ofHours(Story.GOOD))
                .take(
                        runner,
                        dataset,
                        DoubleStream.concat(
                                        IntStream.range(0, 50).mapToDouble(run -> Story.STEADY[run % Story.GOOD]),
                                        DoubleStream.generate(() -> .5).limit(1))
                                .toArray());

        var finding = story.finding(runner, dataset);
        assertThat(finding.getLong("onset_run_id")).isEqualTo(later.get(50).id());
        assertThat(finding.getLong("last_good_run_id")).isEqualTo(later.get(49).id());
        assertThat(finding.getLong("cause.onset.earliest.run_id"))
                .isGreaterThanOrEqualTo(later.get(41).id());
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
        for (var run : story.runs(runner, dataset, Story.WORSE)) {
            var isGood = runs.size() < Story.GOOD;
            runs.add(run.with(told.formatted(isGood ? "gpt-x-0801" : "gpt-x-1101")));
        }
        runner.send(runs);
        runner.awaitTaken(runs.getLast());

        var finding = story.finding(runner, dataset);
        assertThat(finding.getList("cause.changed.part")).containsExactly(part);
        assertThat(finding.getString("cause.changed[0].before")).isEqualTo("gpt-x-0801");
        assertThat(finding.getString("cause.changed[0].after")).isEqualTo("gpt-x-1101");
        assertThat(finding.getString("cause.suspect")).isEqualTo("model");
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
