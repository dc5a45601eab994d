package io.llmlab.gateway.proxy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.llmlab.local.server.Ports;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// With runner, regression and alert all down.
@QuarkusTest
@TestProfile(OwnersAwayTest.NobodyThere.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
class OwnersAwayTest {

    public static class NobodyThere implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var nowhere = "http://127.0.0.1:" + Ports.free();
            return Map.of("RUNNER_URL", nowhere, "REGRESSION_URL", nowhere, "ALERT_URL", nowhere);
        }
    }

    @Test
    void saysThatAServiceIsAwayAndWhenToTryAgain() {
        given().get("/models")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "5")
                .body("detail", equalTo("benchmark-runner-service is away at the moment"));
        given().body("x").post("/alert-rules").then().statusCode(503).header("Retry-After", "5");
    }

    @Test
    void isDegradedAndStillShowsItsDashboards() {
        given().get("/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("degraded"))
                .body("database", equalTo("healthy"))
                .body("scheduler", equalTo("unknown"))
                .body("components.scheduler", equalTo("unhealthy"))
                .body("components.regression_detector", equalTo("unhealthy"))
                .body("components.alert_manager", equalTo("unhealthy"))
                .body("notifications.status", equalTo("unknown"))
                .body("problems", hasItem("alert-service does not work: alerts are raised later"));
        given().get("/dashboard/overview").then().statusCode(200).body("system_health", equalTo("degraded"));
    }

    @Test
    void refusesPagesOfOtherOrigins() {
        given().header("Host", "evil.example")
                .get("/health")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        given().header("Host", "localhost.evil.example:80").get("/").then().statusCode(403);
        given().header("Host", "localhost:8000").get("/openapi").then().statusCode(200);
        given().header("Origin", "https://evil.example")
                .post("/models")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        given().header("Sec-Fetch-Site", "cross-site")
                .delete("/models/1")
                .then()
                .statusCode(403);
        given().header("Host", "localhost:8000")
                .header("Origin", "http://localhost:8000")
                .post("/models")
                .then()
                .statusCode(503);
    }

    /// Browsers name no origin for the form of a page that sends no referrer.
    @Test
    void takesTheFormOfAnOwnPageThatSendsNoReferrer() {
        given().header("Origin", "null")
                .header("Sec-Fetch-Site", "same-origin")
                .post("/acknowledge/x")
                .then()
                .statusCode(503);
        given().header("Origin", "null")
                .header("Sec-Fetch-Site", "cross-site")
                .post("/acknowledge/x")
                .then()
                .statusCode(403);
        given().header("Origin", "null").post("/acknowledge/x").then().statusCode(403);
    }

    @Test
    void servesHttp2WithoutTls() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:%d/health".formatted(RestAssured.port)))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);

            var same = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:%d/models".formatted(RestAssured.port)))
                            .header("Origin", "http://localhost:" + RestAssured.port)
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            assertThat(same.statusCode()).isEqualTo(503);
        }
    }
}
