package io.llmlab.runner.delegate;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class ExecutorResourceTest {

    @Test
    void keepsAnExecutorUntilItIsDeleted() {
        var name = Delegated.register("https://example.org/runs", Map.of());
        given().get("/executors?limit=1000").then().statusCode(200).body("name", hasItem(name));
        given().get("/executors/" + name)
                .then()
                .body("type", equalTo("http"))
                .body("heartbeat_seconds", equalTo(60))
                .body("request_timeout_seconds", equalTo(5));

        given().contentType(ContentType.JSON)
                .body("{\"heartbeat_seconds\": 5}")
                .put("/executors/" + name)
                .then()
                .statusCode(200)
                .body("heartbeat_seconds", equalTo(5))
                .body("url", equalTo("https://example.org/runs"));
        given().contentType(ContentType.JSON)
                .body("{\"name\": \"other\"}")
                .put("/executors/" + name)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/name"));
        given().contentType(ContentType.JSON)
                .body("{\"name\": \"%s\", \"url\": \"http://x/y\", \"secret_ref\": \"S\"}".formatted(name))
                .post("/executors")
                .then()
                .statusCode(409);

        given().delete("/executors/" + name).then().statusCode(204);
        given().get("/executors/" + name).then().statusCode(404);
        given().delete("/executors/" + name).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "url, file:///etc/passwd",
        "url, http://169.254.169.254/runs",
        "url, http://user:secret@example.org/",
        "url, http://example.org/?a=b",
        "secret_ref, whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=",
        "name, a b",
        "type, grpc"
    })
    void refusesWhatDoesNotFitAndSaysWhere(String field, String value) {
        var body = new HashMap<>(Map.of("name", "n", "url", "https://example.org/", "secret_ref", "S", "type", "http"));
        body.put(field, value);
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/executors")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/" + field));
    }
}
