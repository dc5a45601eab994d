package io.llmlab.regression.baseline;

import static io.restassured.RestAssured.given;

import io.llmlab.regression.Latencies;
import io.llmlab.regression.Runner.Told;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/// What a person says is normal for the latencies of a model.
record Choices(Latencies latencies) {

    static final String PATH = "/regression-detection/baselines";

    long pinned(String runs) {
        return choose(runs).statusCode(201).extract().jsonPath().getLong("id");
    }

    static String range(Told first, Told last) {
        return "\"from_run_id\": %d, \"to_run_id\": %d".formatted(first.id(), last.id());
    }

    /// What the open finding shows is normal.
    void accept() {
        given().contentType(ContentType.JSON)
                .body("{\"by\": \"ana\", \"reason\": \"On purpose\"}")
                .post("/regression-detection/results/%d/accept".formatted(latencies.finding()))
                .then()
                .statusCode(200);
    }

    ValidatableResponse list(String more) {
        return given().get(PATH + "?model_id=" + latencies.model() + more).then();
    }

    ValidatableResponse choose(String runs) {
        return post(body(latencies.model(), runs));
    }

    static String body(long model, String runs) {
        return """
                {"model_id": %d, "dataset_name": "gsm8k", "metric_type": "latency", "metric_name": "avg_latency_ms",
                 "reason": "Released to customers", "created_by": "ana", %s}""".formatted(model, runs);
    }

    static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON).body(body).post(PATH).then();
    }
}
