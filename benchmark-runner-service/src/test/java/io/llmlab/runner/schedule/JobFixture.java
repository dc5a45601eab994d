package io.llmlab.runner.schedule;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;

/// A job of a test's own, with a model and a data set of its own, over HTTP.
final class JobFixture {

    private final String suffix = UUID.randomUUID().toString();
    final String model = "model-" + suffix;
    final String dataset = "dataset-" + suffix;
    final String job = "job-" + suffix;
    final int modelId;

    JobFixture() {
        modelId = given().contentType(ContentType.JSON)
                .body("{\"name\": \"%s\", \"provider\": \"local\", \"labels\": {\"team\": \"a\"}}".formatted(model))
                .post("/models")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        given().queryParam("name", dataset)
                .contentType("text/plain")
                .body("{\"prompt\": \"p\", \"target\": \"t\"}")
                .post("/datasets")
                .then()
                .statusCode(201);
    }

    ValidatableResponse create(String type, String params) {
        return post(type, params).statusCode(201);
    }

    ValidatableResponse post(String type, String params) {
        return given().contentType(ContentType.JSON)
                .body("""
                        {"job_id": "%s", "model_name": "%s", "dataset_name": "%s", "schedule_type": "%s",
                         "schedule_params": %s}""".formatted(job, model, dataset, type, params))
                .post("/scheduler/jobs")
                .then();
    }

    static ValidatableResponse body(String job, String model, String dataset) {
        return given().contentType(ContentType.JSON)
                .body("""
                        {"job_id": "%s", "model_name": "%s", "dataset_name": "%s", "schedule_type": "interval",
                         "schedule_params": {"hours": 1}}""".formatted(job, model, dataset))
                .post("/scheduler/jobs")
                .then();
    }

    ValidatableResponse get() {
        return given().get("/scheduler/jobs/" + job).then();
    }

    ValidatableResponse change(String fields) {
        return given().contentType(ContentType.JSON)
                .body(fields)
                .put("/scheduler/jobs/" + job)
                .then();
    }

    ValidatableResponse command(String command) {
        return given().post("/scheduler/jobs/%s/%s".formatted(job, command)).then();
    }
}
