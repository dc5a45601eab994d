package io.llmlab.regression.config;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class ConfigResourceTest {

    private static final String PATH = "/regression-detection/configs";

    @Inject
    Pool pool;

    private static RequestSpecification json(String body) {
        return given().contentType(ContentType.JSON).body(body);
    }

    private static String f1(String dataset) {
        return """
                {"method": "change_point", "metric_type": "f1_score", "metric_name": "macro", "dataset_name": "%s"}""".formatted(dataset);
    }

    @Test
    void watchesByAutoWhateverCanGetWorseFromTheStart() {
        given().get(PATH)
                .then()
                .statusCode(200)
                .body("findAll { it.metric_name == '*' }.method", everyItem(equalTo("auto")))
                .body("findAll { it.metric_name == '*' }.metric_type", hasItems("accuracy", "latency", "custom"))
                .body("findAll { it.method != 'auto' }.metric_type", not(hasItem("accuracy")))
                .body("find { it.metric_type == 'accuracy' }.severity_thresholds.critical", equalTo(.05f))
                .body("find { it.metric_type == 'latency' }.severity_thresholds.warning", equalTo(.2f));
    }

    @Test
    void keepsAConfiguration() {
        var location = json(f1("kept"))
                .post(PATH)
                .then()
                .statusCode(201)
                .body("id", notNullValue())
                .body("statistical_confidence", equalTo(.95f))
                .body("min_data_points", equalTo(5))
                .body("threshold_percent", nullValue())
                .extract()
                .header("Location");
        var stored = given().get(location).then().statusCode(200).extract().asString();

        json(stored.replace("change_point", "percentile_based"))
                .put(location)
                .then()
                .statusCode(200)
                .body("method", equalTo("percentile_based"))
                .body("dataset_name", equalTo("kept"));

        given().delete(location).then().statusCode(204);
        given().get(location).then().statusCode(404).body("detail", containsString("There is no configuration"));
        given().delete(location).then().statusCode(404);
        json(f1("kept")).put(location).then().statusCode(404);
    }

    @Test
    void keepsEveryVersionOfAConfiguration() {
        var location = json(f1("versions"))
                .post(PATH)
                .then()
                .statusCode(201)
                .body("version", equalTo(1))
                .extract()
                .header("Location");
        var changed = f1("versions").replace("\"method\"", "\"window_size\": 20, \"method\"");

        json(changed).put(location).then().statusCode(200).body("version", equalTo(2));
        json(changed).put(location).then().statusCode(200).body("version", equalTo(2));
        given().get(location).then().body("version", equalTo(2)).body("window_size", equalTo(20));
        given().delete(location).then().statusCode(204);

        given().get(location + "/versions?count=true")
                .then()
                .statusCode(200)
                .header("X-Total-Count", "3")
                .body("version", contains(3, 2, 1))
                .body("change", contains("removed", "replaced", "created"))
                .body("config.window_size", contains(20, 20, 10))
                .body("config.version", contains(3, 2, 1))
                .body("at", everyItem(endsWith("Z")));
        given().get(location + "/versions?limit=1&after=2").then().body("version", contains(1));
        given().get(PATH + "/999999/versions").then().statusCode(404);
    }

    @Test
    void knowsTheVersionsOfWhatItWatchesFromTheStart() {
        var latency = given().get(PATH)
                .then()
                .extract()
                .jsonPath()
                .getInt("find { it.metric_type == 'latency' && it.metric_name == '*' && it.dataset_name == null }.id");
        var first = given().get(PATH + "/" + latency + "/versions").then().statusCode(200);

        first.body("$", hasSize(1)).body("[0].change", equalTo("created"));
        first.body(
                "[0].config",
                equalTo(given().get(PATH + "/" + latency).jsonPath().getMap("$")));
    }

    @Test
    void watchesAModelDifferentlyFromOthers() {
        var model = new Runner(pool);
        model.sendAgain(model.completed(Instant.now(), Runner.accuracy(.5)));
        var config = """
                {"method": "trend", "metric_type": "recall", "metric_name": "r", "model_id": %s}""";

        json(config.formatted("null")).post(PATH).then().statusCode(201).body("model_id", nullValue());
        json(config.formatted(model.model())).post(PATH).then().statusCode(201).body("model_id", equalTo((int)
                model.model()));
        json(config.formatted(model.model())).post(PATH).then().statusCode(409);
        json(config.formatted("99999999"))
                .post(PATH)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/model_id"))
                .body("errors[0].detail", containsString("known model"));
        json(config.formatted("0")).post(PATH).then().statusCode(422);
    }

    @Test
    void refusesTheSameMethodForTheSameMetricTwice() {
        json(f1("twice")).post(PATH).then().statusCode(201);
        json(f1("twice")).post(PATH).then().statusCode(409).contentType("application/problem+json");
        json("""
                {"method": "auto", "metric_type": "accuracy", "metric_name": "*"}""").post(PATH).then().statusCode(409);
        var other =
                json(f1("other")).post(PATH).then().statusCode(201).extract().header("Location");
        json(f1("twice")).put(other).then().statusCode(409);
    }

    @Test
    void answersARepeatedRequestAsTheFirst() {
        var first = json(f1("idempotent")).header("Idempotency-Key", "config-1").post(PATH);
        var second =
                json(f1("idempotent")).header("Idempotency-Key", "config-1").post(PATH);

        first.then().statusCode(201);
        second.then().statusCode(201).body("id", equalTo(first.jsonPath().getInt("id")));
    }

    @Test
    void namesEveryValueThatDoesNotFit() {
        json("""
                {"method": "guess", "metric_type": "accuracy", "metric_name": " ", "threshold_percent": 0,
                 "statistical_confidence": 1, "window_size": 1, "baseline_days": 366, "min_data_points": 65,
                 "severity_thresholds": {"critical": 0.1, "warning": 0.2}}""")
                .post(PATH)
                .then()
                .statusCode(422)
                .body("errors", hasSize(8))
                .body(
                        "errors.pointer",
                        hasItems("/method", "/metric_name", "/threshold_percent", "/severity_thresholds"));
        json("{}").post(PATH).then().statusCode(422).body("errors", hasSize(3));
        json("{\"method\": \"change_point\", \"metric_type\": \"beauty\", \"metric_name\": \"a\"}")
                .post(PATH)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/metric_type"));
        json("{\"methode\": 1}").post(PATH).then().statusCode(422);
        json("").post(PATH).then().statusCode(422);
        json("{").post(PATH).then().statusCode(400);
        given().get(PATH + "/first").then().statusCode(422);
        given().get(PATH + "?limit=0").then().statusCode(422);
    }
}
