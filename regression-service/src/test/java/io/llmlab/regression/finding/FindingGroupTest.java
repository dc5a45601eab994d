package io.llmlab.regression.finding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which findings are one matter, over the real broker and database.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class FindingGroupTest {

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
    void makesOneMatterOfTheFindingsOfOneBatch() {
        var runs = story.runs(runner, dataset, Story.WORSE);
        var others = story.runs(runner, dataset + " too", Story.WORSE);
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
        story.take(runner, dataset, Story.WORSE);
        story.take(runner, dataset + " too", Story.WORSE);

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
}
