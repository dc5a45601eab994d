package io.llmlab.runner.dataset;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class DatasetResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    DatasetItems items;

    @Inject
    DatasetRepository datasets;

    @Test
    void storesTheItemsInTheirOrder() throws Throwable {
        var name = unique("ordered");
        var lines = lines(2345, "t");

        var uploaded = upload(name, lines)
                .statusCode(201)
                .header("Location", equalTo("/datasets/" + name))
                .body("name", equalTo(name))
                .body("item_count", equalTo(2345))
                .body("format", equalTo("jsonl"))
                .body("layout", equalTo("own"))
                .extract()
                .jsonPath();

        assertThat(uploaded.getString("sha256"))
                .startsWith(uploaded.getString("version"))
                .hasSize(64);
        assertThat(uploaded.getString("version")).hasSize(12);
        var dataset = latest(name);
        assertThat(items.ids(dataset.id()).await().atMost(PATIENCE))
                .isEqualTo(IntStream.range(0, 2345).mapToObj(i -> "item-" + i).toList());
        assertThat(items.range(dataset.id(), 998, 5).await().atMost(PATIENCE))
                .map(DatasetItem::position)
                .containsExactly(998, 999, 1000, 1001, 1002);
        assertThat(items.at(dataset.id(), List.of(2344, 7)).await().atMost(PATIENCE))
                .map(DatasetItem::id)
                .containsExactly("item-7", "item-2344");
        assertThat(items.pages(dataset, 1000).collect().asList().await().atMost(PATIENCE))
                .map(List::size)
                .containsExactly(1000, 1000, 345);
    }

    @Test
    void givesBackAnItemAsItWas() throws Throwable {
        var name = unique("whole");
        upload(name, """
                {"id": "m", "prompt": "Größer: 1 €?", "choices": ["ja", "nein"], "answer": "B", "source": ["x", 1]}""").statusCode(201);

        var item = items.range(latest(name).id(), 0, 1).await().atMost(PATIENCE).getFirst();

        assertThat(item.messages()).containsExactly(new DatasetItem.Message("user", "Größer: 1 €?"));
        assertThat(item.isMultipleChoice()).isTrue();
        assertThat(item.answer()).isEqualTo(1);
        assertThat(item.target()).isEqualTo("B");
        assertThat(item.metadata().get("source")).hasToString("[\"x\",1]");
    }

    @Test
    void takesAForm() {
        var name = unique("form");

        given().multiPart("file", "items.jsonl", lines(3, "t").getBytes(StandardCharsets.UTF_8))
                .multiPart("name", name)
                .post("/datasets")
                .then()
                .statusCode(201)
                .body("item_count", equalTo(3));
        upload(name, lines(3, "t")).statusCode(200);
        given().multiPart("name", name)
                .post("/datasets")
                .then()
                .statusCode(422)
                .body("errors[0].parameter", equalTo("file"));
        given().multiPart("file", "items.jsonl", new byte[0])
                .post("/datasets")
                .then()
                .statusCode(422)
                .body("errors[0].parameter", equalTo("name"));
    }

    @Test
    void namesTheFieldsThatThereAre() throws Throwable {
        var name = unique("fields");
        upload(name, """
                {"prompt": "p", "target": "t", "topic": "a"}
                {"prompt": "q", "target": "t", "level": 2}
                """).statusCode(201);
        var dataset = latest(name);

        requireField(dataset, "level");
        assertThatThrownBy(() -> requireField(dataset, "lev'el"))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("has the field lev'el; there are level, topic");
    }

    @Test
    void givesTheSameContentTheSameVersion() {
        var name = unique("versions");
        var first = version(upload(name, lines(2, "a")).statusCode(201));
        var second = version(upload(name, lines(2, "b")).statusCode(201));
        assertThat(version(upload(name, lines(2, "b")).statusCode(200))).isEqualTo(second);

        given().get("/datasets/" + name).then().statusCode(200).body("version", equalTo(second));
        given().get("/datasets/" + name + "/versions?count=true")
                .then()
                .statusCode(200)
                .header("X-Total-Count", equalTo("2"))
                .body("version", contains(second, first));
        given().get("/datasets?limit=1000")
                .then()
                .body("findAll { it.name == '%s' }.version".formatted(name), contains(second));
    }

    @Test
    void takesOldContentAsTheLatestAgain() throws Throwable {
        var name = unique("back");
        var old = version(upload(name, lines(2, "old")).statusCode(201));
        upload(name, lines(2, "new")).statusCode(201);
        upload(name, lines(2, "old")).statusCode(200);

        given().get("/datasets/" + name).then().body("version", equalTo(old));
        assertThat(required(name, old).version()).isEqualTo(old);
    }

    @Test
    void storesNothingOfAnUploadWithABadLine() {
        var name = unique("broken");

        upload(name, lines(1500, "t") + "{broken\n" + "{}")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("line 1501 is no JSON"))
                .body("errors.pointer", contains("/1501", "/1502/prompt"));

        given().get("/datasets/" + name).then().statusCode(404);
        assertThat(rows("select count(*) from dataset where name = $1", name)).isZero();
    }

    @Test
    void storesOneVersionWhenTwoUploadItAtOnce() throws Exception {
        var name = unique("race");
        var lines = lines(500, "t");
        Callable<Integer> call = () -> upload(name, lines).extract().statusCode();

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var codes = callers.invokeAll(Collections.nCopies(4, call)).stream()
                    .map(DatasetResourceTest::get)
                    .toList();
            assertThat(codes).containsOnlyOnce(201).containsOnly(200, 201);
        }

        assertThat(rows("""
                        select count(*) from dataset_item i join dataset d on d.id = i.dataset_id
                        where d.name = $1""", name)).isEqualTo(500);
    }

    @Test
    void deletesAndStartsAnew() throws Throwable {
        var name = unique("deleted");
        upload(name, lines(2, "a")).statusCode(201);
        var id = latest(name).id();

        given().delete("/datasets/" + name).then().statusCode(204);

        given().get("/datasets/" + name).then().statusCode(404);
        given().get("/datasets/" + name + "/versions").then().statusCode(404);
        given().delete("/datasets/" + name).then().statusCode(404);
        assertThat(items.ids(id).await().atMost(PATIENCE))
                .as("what runs refer to")
                .hasSize(2);
        upload(name, lines(2, "a")).statusCode(200);
        given().get("/datasets/" + name).then().statusCode(200);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        given().queryParam("name", "x")
                .contentType("application/xml")
                .body("<a/>")
                .post("/datasets")
                .then()
                .statusCode(415)
                .body("detail", containsString("application/jsonl"));
        upload("", lines(1, "t")).statusCode(422).body("errors[0].parameter", equalTo("name"));
        upload("a/b", lines(1, "t")).statusCode(422).body("errors[0].detail", containsString("slash"));
        upload("x".repeat(256), lines(1, "t")).statusCode(422);
        upload(unique("empty"), "").statusCode(422).body("detail", containsString("no item"));
    }

    @Test
    void namesAPathThatHoldsAnyName() {
        var name = "Größe 100% " + UUID.randomUUID();

        var location = upload(name, lines(1, "t")).statusCode(201).extract().header("Location");

        given().urlEncodingEnabled(false).get(location).then().statusCode(200).body("name", equalTo(name));
    }

    @Test
    void repeatsTheAnswerForAnIdempotencyKey() {
        var name = unique("once");
        var key = unique("key");
        for (var repeat = 0; repeat < 2; repeat++) {
            given().header("Idempotency-Key", key)
                    .queryParam("name", name)
                    .contentType("application/jsonl")
                    .body(lines(1, "t").getBytes(StandardCharsets.UTF_8))
                    .post("/datasets")
                    .then()
                    .statusCode(201);
        }
        given().header("Idempotency-Key", key)
                .queryParam("name", name)
                .contentType("application/jsonl")
                .body(lines(2, "t").getBytes(StandardCharsets.UTF_8))
                .post("/datasets")
                .then()
                .statusCode(409);
    }

    private Dataset latest(String name) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(() -> datasets.requireLatest(name)));
    }

    private void requireField(Dataset dataset, String field) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(() -> datasets.requireField(dataset, field)));
    }

    private Dataset required(String name, String version) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(() -> datasets.require(name, version)));
    }

    private long rows(String query, String name) {
        return pool.preparedQuery(query)
                .executeAndAwait(Tuple.of(name))
                .iterator()
                .next()
                .getLong(0);
    }

    private static <T> T get(Future<T> future) {
        return future.resultNow();
    }

    private static ValidatableResponse upload(String name, String lines) {
        return given().queryParam("name", name)
                .contentType("application/jsonl")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/datasets")
                .then();
    }

    private static String version(ValidatableResponse response) {
        return response.extract().jsonPath().getString("version");
    }

    private static String lines(int count, String target) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"id\": \"item-%d\", \"prompt\": \"Question %d\", \"target\": \"%s\"}"
                        .formatted(i, i, target))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }
}
