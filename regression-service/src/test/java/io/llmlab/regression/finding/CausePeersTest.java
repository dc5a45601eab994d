package io.llmlab.regression.finding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.llmlab.regression.Runner.Told;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What other models and datasets say of the cause of a finding, over the real broker and database. Each test
/// has a dataset of its own, so that models of other tests are no peers.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class CausePeersTest {

    @Inject
    Pool pool;

    private final Story story = Story.today();
    private Runner runner;
    private String dataset;

    @BeforeEach
    void aModel() {
        runner = new Runner(pool);
        dataset = "set of model %d".formatted(runner.model());
    }

    @Test
    void suspectsTheDatasetWhenAllModelsFallOnItAndOnNoOther() {
        var other = new Runner(pool, "google");
        story.take(other, dataset, Story.WORSE);
        story.take(other, dataset + " too", Story.STEADY);
        story.take(runner, dataset + " too", Story.STEADY);
        story.take(runner, dataset, Story.WORSE);

        var finding = story.finding(runner, dataset);
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
            story.take(model, dataset, Story.WORSE);
            story.take(model, dataset + " too", Story.WORSE);
        }
        var mine = new Runner(pool);
        story.take(mine, dataset + " too", Story.WORSE);
        story.take(mine, dataset, Story.WORSE);

        var finding = story.finding(mine, dataset);
        assertThat(finding.getString("cause.other_models.names")).contains("model " + third.model());
        assertThat(finding.getString("cause.suspect")).isEqualTo("harness");
    }

    /// Whether a model that fell a week ago fell for the same reason nobody knows.
    @Test
    void leavesOutWhatFellAtAnotherTime() {
        var other = new Runner(pool, "google");
        var late = story.runs(other, dataset, Story.WORSE).stream()
                .map(told -> new Told(told.id(), earlier(told.json())))
                .toList();
        other.send(late);
        other.send(story.runs(other, dataset, Story.STEADY));
        other.awaitTaken(late.getLast());
        story.take(runner, dataset, Story.WORSE);

        var finding = story.finding(runner, dataset);
        assertThat(finding.getInt("cause.other_models.comparable")).isEqualTo(1);
        assertThat(finding.getInt("cause.other_models.moved")).isZero();
    }

    /// What was found of others, but is no sign that they got worse.
    @ParameterizedTest
    @ValueSource(strings = {"false_alarm", "withdrawn", "shifted"})
    void countsNoOtherThatDidNotGetWorse(String how) {
        var other = new Runner(pool, "google");
        var runs = story.take(other, dataset, Story.WORSE);
        switch (how) {
            case "false_alarm" ->
                given().contentType(ContentType.JSON)
                        .body("{\"by\": \"ana\", \"reason\": \"the judge was away\"}")
                        .post("/regression-detection/results/%d/false-alarm"
                                .formatted(story.finding(other, dataset).getLong("id")))
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
        story.take(runner, dataset, Story.WORSE);

        assertThat(story.finding(runner, dataset).getInt("cause.other_models.moved"))
                .isZero();
    }

    @Test
    void isNotDrownedBySeriesThatNobodyMeasuresAnyMore() {
        var dead = new Runner(pool, "google");
        story.take(dead, dataset + " of old", .8);
        pool.preparedQuery("""
                        insert into series (model_id, dataset_name, metric_type, metric_name, stream, newest_at, newest_run_id)
                        select $1, $2, 'accuracy', 'metric ' || i, 'old', now() - interval '90 days', 1
                        from generate_series(1, 600) i""").executeAndAwait(Tuple.of(dead.model(), dataset));
        story.take(new Runner(pool, "google"), dataset, Story.STEADY);
        story.take(runner, dataset, Story.WORSE);

        assertThat(story.finding(runner, dataset).getInt("cause.other_models.comparable"))
                .isEqualTo(1);
    }

    /// Recalls, which no other test measures: what others of the database show is no part of it.
    @Test
    void suspectsTheProviderWhoseModelsFallTogetherWhereThoseOfOthersDoNot() {
        var recalls = new Story(story.start(), value -> Runner.metric("recall", "recall", value));
        var provider = "provider of model %d".formatted(runner.model());
        var sibling = new Runner(pool, provider);
        var mine = new Runner(pool, provider);
        recalls.take(sibling, dataset + " of the sibling", Story.WORSE);
        recalls.take(new Runner(pool, "google"), dataset + " of another", Story.STEADY);
        recalls.take(mine, dataset, Story.WORSE);

        var finding = story.finding(mine, dataset);
        assertThat(finding.getString("cause.suspect")).isEqualTo("provider");
        assertThat(finding.getString("cause.reason"))
                .contains("1 of 1 other series of provider %s".formatted(provider), "only 0 of 1 of other providers");
        assertThat(finding.getInt("cause.same_provider.moved")).isEqualTo(1);
        assertThat(finding.getInt("cause.other_providers.comparable")).isEqualTo(1);
    }

    private String earlier(String json) {
        var moved = json;
        for (var hour = 0; hour < Story.WORSE.length; hour++) {
            var at = story.start().plus(Duration.ofHours(hour));
            moved = moved.replace(
                    "\"timestamp\": \"%s\"".formatted(at),
                    "\"timestamp\": \"%s\"".formatted(at.minus(Duration.ofDays(10))));
        }
        return moved;
    }
}
