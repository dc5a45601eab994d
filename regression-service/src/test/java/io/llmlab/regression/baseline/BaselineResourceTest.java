package io.llmlab.regression.baseline;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Latencies;
import io.llmlab.regression.Runner.Told;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class BaselineResourceTest {

    private static final double[] GOOD = {100, 101, 99, 100, 102, 98, 100, 101};

    @Inject
    Pool pool;

    private Latencies latencies;
    private Choices choices;

    @BeforeEach
    void aModel() {
        latencies = new Latencies(pool);
        choices = new Choices(latencies);
    }

    @Test
    void pinsARunAndReadsItAgain() {
        var run = latencies.take(GOOD).get(3);

        var id = choices.choose("\"run_ids\": [%d]".formatted(run.id()))
                .statusCode(201)
                .body("kind", equalTo("pinned"))
                .body("run_ids", contains((int) run.id()))
                .body("stream", equalTo("9f86d081884c7d65"))
                .body("created_by", equalTo("ana"))
                .body("released_at", nullValue())
                .extract()
                .jsonPath()
                .getLong("id");

        given().get(Choices.PATH + "/" + id).then().statusCode(200).body("reason", equalTo("Released to customers"));
        choices.list("").body("id", contains((int) id));
        choices.list("&kind=rolling").body("$", hasSize(0));
        choices.list("&released=true").body("$", hasSize(0));
        choices.list("&count=true&dataset_name=gsm8k&metric_type=latency&released=false&stream=9f86d081884c7d65")
                .header("X-Total-Count", "1");
    }

    @Test
    void pinsARangeOfRuns() {
        var runs = latencies.take(GOOD);

        choices.choose(Choices.range(runs.get(1), runs.get(4)))
                .statusCode(201)
                .body("run_ids", contains(ids(runs.subList(1, 5)).toArray()));
    }

    @Test
    void refusesASecondPinnedBaseline() {
        var runs = latencies.take(GOOD);
        var id = choices.pinned("\"run_ids\": [%d]".formatted(runs.getFirst().id()));

        choices.choose("\"run_ids\": [%d]".formatted(runs.getLast().id()))
                .statusCode(409)
                .body("detail", equalTo("Baseline %d is pinned for this series: release it first".formatted(id)));
    }

    @Test
    void refusesToBeginARollingBaselineWhileAFindingIsOpen() {
        latencies.take(GOOD);
        var bad = latencies.take(200).getLast();

        choices.choose("\"kind\": \"rolling\", \"run_ids\": [%d]".formatted(bad.id()))
                .statusCode(409)
                .body("detail", containsString("accept it as the new normal"));
    }

    @Test
    void releasesNothingTwice() {
        var id = choices.pinned(
                "\"run_ids\": [%d]".formatted(latencies.take(GOOD).getFirst().id()));

        given().delete(Choices.PATH + "/" + id + "?by=bob").then().statusCode(204);
        given().delete(Choices.PATH + "/" + id)
                .then()
                .statusCode(409)
                .body("detail", containsString("already, by bob"));
        given().delete(Choices.PATH + "/999999999").then().statusCode(404);
        given().get(Choices.PATH + "/999999999")
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no baseline 999999999"));
    }

    @Test
    void saysWhichValuesDoNotFit() {
        Choices.post("{}")
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/model_id", "/dataset_name", "/metric_type", "/metric_name", "/reason", "/run_ids"));
        choices.choose("\"run_ids\": [%s]".formatted("1,".repeat(64) + "1"))
                .statusCode(422)
                .body("errors.pointer", contains("/run_ids"))
                .body("errors.detail", contains("must be 1 to 64 runs, or give from_run_id and to_run_id"));
        choices.choose("\"run_ids\": []").statusCode(422);
        choices.choose("\"run_ids\": [1], \"from_run_id\": 1, \"to_run_id\": 2").statusCode(422);
        choices.choose("\"from_run_id\": 1").statusCode(422).body("errors.pointer", contains("/to_run_id"));
        choices.choose("\"kind\": \"rolling\", \"run_ids\": [1, 2]").statusCode(422);
        choices.choose("\"kind\": \"eternal\", \"run_ids\": [1]").statusCode(422);
        Choices.post(Choices.body(latencies.model(), "\"run_ids\": [1]").replace("\"ana\"", "\"\""))
                .statusCode(422);
    }

    @Test
    void saysWhatThereIsNot() {
        Choices.post(Choices.body(999_999_999, "\"run_ids\": [1]"))
                .statusCode(404)
                .body("detail", equalTo("There is no model 999999999"));
        var runs = latencies.take(GOOD);
        choices.choose("\"stream\": \"another\", \"run_ids\": [%d]"
                        .formatted(runs.getFirst().id()))
                .statusCode(404)
                .body("detail", containsString("in stream another"));
        choices.choose("\"run_ids\": [%d, 999999999]".formatted(runs.getFirst().id()))
                .statusCode(422)
                .body("errors.pointer", contains("/run_ids/1"))
                .body("errors.detail", contains("run 999999999 is not in this series, or is excluded"));
    }

    @Test
    void takesNoRangeOfMoreThan64Runs() {
        var runs = latencies.take(DoubleStream.generate(() -> 100).limit(65).toArray());

        choices.choose(Choices.range(runs.getFirst(), runs.getLast()))
                .statusCode(422)
                .body("errors.pointer", contains("/from_run_id"))
                .body("errors.detail", contains("the range has more than 64 runs"));
        choices.choose(Choices.range(runs.get(1), runs.getLast()))
                .statusCode(201)
                .body("run_ids", hasSize(64));
    }

    @Test
    void listsNewestFirstAndPageByPage() {
        var runs = latencies.take(GOOD);
        for (var run : runs.subList(0, 3)) {
            choices.choose("\"kind\": \"rolling\", \"run_ids\": [%d]".formatted(run.id()))
                    .statusCode(201);
        }

        var first = choices.list("&limit=2")
                .body("run_ids.flatten()", contains((int) runs.get(2).id(), (int)
                        runs.get(1).id()));
        var next = first.extract().header("Link");
        given().get(next.substring(1, next.indexOf('>')))
                .then()
                .statusCode(200)
                .body("run_ids.flatten()", contains((int) runs.get(0).id()));
        choices.list("&limit=0").statusCode(422);
    }

    private static List<Integer> ids(List<Told> runs) {
        return runs.stream().map(run -> (int) run.id()).collect(Collectors.toList());
    }
}
