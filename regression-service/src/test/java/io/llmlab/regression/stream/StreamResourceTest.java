package io.llmlab.regression.stream;

import static io.llmlab.regression.Runner.metric;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Latencies;
import io.llmlab.regression.Runner.Told;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class StreamResourceTest {

    private static final String PATH = "/regression-detection/streams";
    private static final String EARLIER = "9f86d081884c7d65";
    private static final String LATER = "60303ae22b998861";
    private static final double[] GOOD = {100, 101, 99, 100, 102, 98, 100, 101};

    @Inject
    Pool pool;

    private Latencies latencies;

    @BeforeEach
    void aModel() {
        latencies = new Latencies(pool);
    }

    @Test
    void listsTheStreamsOfAModel() {
        var runs = latencies.take(GOOD);
        var later = latencies.takeIn(LATER, 100).getFirst();

        list("&count=true")
                .statusCode(200)
                .header("X-Total-Count", "2")
                .body("stream", contains(LATER, EARLIER))
                .body("runs", contains(1, 8))
                .body("first_run_id", contains((int) later.id(), (int)
                        runs.getFirst().id()))
                .body("last_run_id", contains((int) later.id(), (int)
                        runs.getLast().id()))
                .body("continues", contains(nullValue(), nullValue()));
        list("&limit=1").body("stream", contains(LATER)).header("Link", containsString("offset=1"));
        list("&limit=1&offset=1").body("stream", contains(EARLIER));
        list("&dataset_name=none").body("size()", equalTo(0));
    }

    @Test
    void comparesALaterStreamWithTheRunsOfTheEarlierOne() {
        latencies.take(GOOD);
        latencies.takeIn(LATER, 100);
        var id = declared();
        list("").body("continues", contains(EARLIER, null)).body("declaration_id", contains(id, null));

        latencies.takeIn(LATER, 400);

        assertThat(latencies.states()).containsExactly("open");
        assertThat(latencies.results().getString("[0].stream")).isEqualTo(LATER);
        assertThat(latencies.results().getDouble("[0].baseline_value")).isBetween(99.0, 101.0);
    }

    /// 70 runs earlier and 8 later: of these 78 the newest three are looked at, the 64 before them are the baseline.
    @Test
    void forgetsTheEarlierStreamAsTheLaterOneGrows() {
        var runner = latencies.runner();
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(2));
        var runs = IntStream.range(0, 78)
                .mapToObj(run -> {
                    var told = runner.completed(
                            start.plus(Duration.ofMinutes(run)), metric("latency", "avg_latency_ms", GOOD[run % 8]));
                    return run < 70 ? told : new Told(told.id(), told.json().replace(EARLIER, LATER));
                })
                .toList();
        runner.send(runs);
        runner.awaitTaken(runs.getLast());

        assertThat(firstOfBaseline()).isEqualTo(runs.get(70).id());
        declared();

        assertThat(firstOfBaseline()).isEqualTo(runs.get(78 - 3 - 64).id());
    }

    private long firstOfBaseline() {
        return given().post("/regression-detection/analyze/" + latencies.model())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("results.find { it.stream == '%s' }.statistical_details.baseline_first_run_id"
                        .formatted(LATER));
    }

    @Test
    void listsWhatWasDeclared() {
        latencies.take(GOOD);
        latencies.takeIn(LATER, 100);
        var first = declared();
        given().delete(PATH + "/comparable/" + first + "?by=bob").then().statusCode(204);
        var second = declared();

        declarations("&count=true").header("X-Total-Count", "2").body("id", contains(second, first));
        declarations("&withdrawn=false").body("id", contains(second)).body("withdrawn_at", contains(nullValue()));
        declarations("&withdrawn=true").body("id", contains(first)).body("withdrawn_by", contains("bob"));
        declarations("&dataset_name=none").body("size()", equalTo(0));
        declarations("&after=" + second).body("id", contains(first));
    }

    private ValidatableResponse declarations(String more) {
        return given().get(PATH + "/comparable?model_id=" + latencies.model() + more)
                .then()
                .statusCode(200);
    }

    /// Which of them comes first does not matter; that there is one does.
    @Test
    void takesOneOfTwoDeclarationsThatComeAtOnce() {
        latencies.take(GOOD);
        latencies.takeIn(LATER, 100);

        var answers = IntStream.range(0, 4)
                .parallel()
                .mapToObj(_ -> declare(LATER, EARLIER).extract().statusCode())
                .sorted()
                .toList();

        assertThat(answers).containsExactly(201, 409, 409, 409);
    }

    @Test
    void leavesStreamsApartOnceItIsWithdrawn() {
        latencies.take(GOOD);
        latencies.takeIn(LATER, 100);
        var id = declared();

        given().delete(PATH + "/comparable/" + id + "?by=bob").then().statusCode(204);
        latencies.takeIn(LATER, 400);

        assertThat(latencies.states()).isEmpty();
        given().get(PATH + "/comparable/" + id).then().statusCode(200).body("withdrawn_by", equalTo("bob"));
        given().delete(PATH + "/comparable/" + id).then().statusCode(409);
        list("").body("continues", contains(nullValue(), nullValue()));
    }

    /// What was accepted in a stream is normal for it, whatever it continues.
    @Test
    void goesBackNoFurtherThanAnAcceptedChange() {
        latencies.take(GOOD);
        latencies.takeIn(LATER, 100);
        declared();
        latencies.takeIn(LATER, 400);
        given().contentType(ContentType.JSON)
                .body("{\"reason\": \"On purpose\"}")
                .post("/regression-detection/results/%d/accept".formatted(latencies.finding()))
                .then()
                .statusCode(200);

        latencies.takeIn(LATER, 400, 401, 399, 400, 401, 400);

        assertThat(latencies.states()).containsExactly("cleared");
    }

    @Test
    void saysWhatIsWrongWithADeclaration() {
        latencies.take(GOOD);
        latencies.takeIn(LATER, 100);

        declare(EARLIER, LATER)
                .statusCode(422)
                .body("errors.pointer", contains("/continues"))
                .body("errors.detail", contains("must have begun before the other stream, not after it"));
        declare(LATER, LATER).statusCode(422);
        declare(LATER, "never seen").statusCode(404).body("detail", containsString("There is no stream never seen"));
        post("{}")
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/model_id", "/dataset_name", "/stream", "/continues", "/reason"));
        declared();
        declare(LATER, EARLIER).statusCode(409).body("detail", containsString("withdraw that first"));
        given().get(PATH).then().statusCode(422);
        given().get(PATH + "?model_id=999999999").then().statusCode(404);
        list("&after=3").statusCode(422);
        given().get(PATH + "/comparable/999999999").then().statusCode(404);
    }

    private ValidatableResponse list(String more) {
        return given().get(PATH + "?model_id=" + latencies.model() + more).then();
    }

    private int declared() {
        return declare(LATER, EARLIER).statusCode(201).extract().path("id");
    }

    private ValidatableResponse declare(String stream, String continues) {
        return post("""
                {"model_id": %d, "dataset_name": "gsm8k", "stream": "%s", "continues": "%s",
                 "reason": "Only a typing error of the prompt was corrected", "created_by": "ana"}""".formatted(latencies.model(), stream, continues));
    }

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(PATH + "/comparable")
                .then();
    }
}
