package io.llmlab.regression.config;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class ConfigResourceTest {

    private static final String PATH = "/regression-detection/configs";

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
