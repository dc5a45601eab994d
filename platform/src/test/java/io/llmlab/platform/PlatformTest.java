package io.llmlab.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.local.testing.TopicWriter;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class PlatformTest {

    private static final String TOPIC = "llmlab.parcel.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void sendsWhatWasStoredAsACloudEventAndTakesEffectOnce() {
        post("""
                {"text": "first", "weight": 1}""").statusCode(204);

        var record =
                kafka().await(TOPIC, 1, PATIENCE, r -> r.key().equals("first")).getFirst();

        assertThat(record.value()).isEqualTo("{\"text\":\"first\",\"weight\":1,\"some_colour\":null}");
        assertThat(header(record, "ce_type")).isEqualTo("io.llmlab.parcel.v1");
        assertThat(header(record, "ce_source")).isEqualTo("/llmlab/runner");
        assertThat(header(record, "ce_id")).matches("\\d+");
        await().atMost(PATIENCE).until(() -> effects("first") == 1);

        writer().send(new ProducerRecord<>(TOPIC, null, record.key(), record.value(), record.headers()));
        writer().send(TOPIC, "first", "parcel", "marker", "{\"text\": \"after-the-repeat\", \"weight\": 1}");
        await().atMost(PATIENCE).until(() -> effects("after-the-repeat") == 1);
        assertThat(effects("first")).isEqualTo(1);
    }

    @Test
    void tellsOfNoTraceWhereTracesAreOff() {
        given().header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .contentType(ContentType.JSON)
                .body("""
                        {"text": "untraced", "weight": 1}""")
                .post("/parcels")
                .then()
                .statusCode(204);

        var record = kafka().await(TOPIC, 1, PATIENCE, r -> r.key().equals("untraced"))
                .getFirst();
        assertThat(record.headers().lastHeader("traceparent")).isNull();
    }

    @Test
    void sendsNothingOfATransactionThatFailed() {
        post("""
                {"text": "doomed", "weight": -1}""").statusCode(500).body(not(containsString("secret detail")));
        post("""
                {"text": "later", "weight": 1}""").statusCode(204);

        kafka().await(TOPIC, 1, PATIENCE, r -> r.key().equals("later"));
        assertThat(kafka().read(TOPIC, r -> r.key().equals("doomed"))).isEmpty();
    }

    @Test
    void keepsWhatCanNeverBeProcessedWithItsReasonAndGoesOn() {
        writer().send(TOPIC, "garbage", "parcel", "garbage-1", "no json");
        writer().send(TOPIC, "garbage", "parcel", "garbage-2", "{\"text\": \"behind\", \"weight\": 1}");

        await().atMost(PATIENCE).until(() -> effects("behind") == 1);
        var dead = kafka().await(TOPIC + ".dlq", 1, PATIENCE, r -> r.value().equals("no json"))
                .getFirst();
        assertThat(header(dead, "dead-letter-reason")).contains("The payload is no Parcel");
    }

    @Test
    void namesWhatDoesNotFitInABody() {
        post("{\"text\": \"\", \"weight\": 1}").statusCode(422).body("errors[0].pointer", equalTo("/text"));
        post("{\"text\": \"a\", \"weight\": \"heavy\"}")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/weight"))
                .body("errors[0].detail", equalTo("must be an integer"));
        post("{\"text\": \"a\", \"weight\": 1, \"some_colour\": \"green\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/some_colour"))
                .body("errors[0].detail", equalTo("'green' is not one of dark_red, blue"));
        post("{\"text\": \"a\", \"weight\": 1, \"colour\": 1}")
                .statusCode(422)
                .body("errors[0].detail", equalTo("is not known here; known are some_colour, text, weight"));
        post("{\"text\": ").statusCode(400).body("title", equalTo("Bad Request"));
        post("").statusCode(422).body("errors[0].detail", equalTo("a JSON body is expected"));
        post("{\"text\": \"a\", \"text\": \"b\", \"weight\": 1}").statusCode(400);
        given().contentType("text/plain")
                .body("x")
                .post("/parcels")
                .then()
                .statusCode(415)
                .body("status", equalTo(415));
    }

    @Test
    void namesWhatDoesNotFitInAParameter() {
        given().get("/parcels/1?limit=0").then().statusCode(422).body("errors[0].parameter", equalTo("limit"));
        given().get("/parcels/1?limit=ten")
                .then()
                .statusCode(422)
                .body("errors[0].detail", equalTo("must be an integer, not 'ten'"));
        given().get("/parcels/1?since=yesterday").then().statusCode(422);
        given().get("/parcels/1?colour=green")
                .then()
                .statusCode(422)
                .body("errors[0].detail", equalTo("must be one of blue, dark_red, not 'green'"));
        given().get("/parcels/1?colour=dark_red").then().statusCode(200);
        given().get("/parcels/x").then().statusCode(422).body("errors[0].parameter", equalTo("id"));
        given().get("/nothing").then().statusCode(404).contentType("application/problem+json");
        given().delete("/parcels/1").then().statusCode(405).contentType("application/problem+json");
    }

    @Test
    void refusesWhatTheDatabaseCannotHold() {
        given().queryParam("since", "+999999999-01-01T00:00:00Z")
                .get("/parcels/1")
                .then()
                .statusCode(422)
                .body("errors[0].parameter", equalTo("since"))
                .body("errors[0].detail", containsString("years 1 to 9999"));
        given().queryParam("since", "0000-12-31T23:59:59Z")
                .get("/parcels/1")
                .then()
                .statusCode(422);
        given().queryParam("since", "9999-12-31T23:59:59Z")
                .get("/parcels/1")
                .then()
                .statusCode(200);
        given().queryParam("note", "a\0b")
                .get("/parcels/1")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].parameter", equalTo("note"));
        post("{\"text\": \"a\\u0000b\", \"weight\": 1}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/text"))
                .body("errors[0].detail", equalTo("must not hold the character NUL"));
        given().contentType(ContentType.JSON)
                .body("{\"due\": \"+12345-01-01T00:00:00Z\"}")
                .post("/parcels/visits")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/due"))
                .body("errors[0].detail", containsString("years 1 to 9999"));
        given().contentType(ContentType.JSON)
                .body("{\"note\": \"a\\u0000b\"}")
                .post("/parcels/notes")
                .then()
                .statusCode(400)
                .body("detail", containsString("cannot be stored"));
    }

    @Test
    void answersNotModifiedToWhomHasItAlready() {
        var tag = given().get("/parcels/7").then().statusCode(200).extract().header("ETag");

        given().header("If-None-Match", tag).get("/parcels/7").then().statusCode(304);
        given().header("If-None-Match", tag).get("/parcels/8").then().statusCode(200);
    }

    @Test
    void tagsWhatCanOnlyBecomeJsonWhereTheMethodNamesNoType() {
        var tag = given().get("/parcels/answered/7")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("weight", equalTo(7))
                .extract()
                .header("ETag");

        assertThat(tag).startsWith("W/");
        given().header("If-None-Match", tag).get("/parcels/answered/7").then().statusCode(304);
        given().header("If-None-Match", tag)
                .get("/parcels/answered/8")
                .then()
                .statusCode(200)
                .body("weight", equalTo(8));
        given().get("/parcels/label/7")
                .then()
                .contentType("text/plain")
                .body(equalTo("parcel 7"))
                .header("ETag", nullValue());
    }

    @Test
    void repeatsTheFirstAnswerForAnIdempotencyKey() {
        for (var repeat = 0; repeat < 3; repeat++) {
            once("k1", "{\"text\": \"once\", \"weight\": 1}").statusCode(201).body("text", equalTo("once"));
        }
        once("k1", "{\"text\": \"other\", \"weight\": 1}").statusCode(409);

        await().atMost(PATIENCE).until(() -> effects("once") >= 1);
        assertThat(kafka().read(TOPIC, r -> r.key().equals("once"))).hasSize(1);
    }

    @Test
    void tellsTheOthersThatItsDatabaseAnswers() {
        given().get("/internal/status")
                .then()
                .statusCode(200)
                .body("status", equalTo("healthy"))
                .body("database", equalTo("healthy"));
    }

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/parcels")
                .then()
                .log()
                .ifError();
    }

    private static ValidatableResponse once(String key, String body) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/parcels/once")
                .then();
    }

    private long effects(String text) {
        return pool.preparedQuery("select count(*) from effect where text = $1")
                .executeAndAwait(Tuple.of(text))
                .iterator()
                .next()
                .getLong(0);
    }

    private TopicReader kafka() {
        return new TopicReader(bootstrapServers);
    }

    private TopicWriter writer() {
        return new TopicWriter(bootstrapServers, "/test");
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
