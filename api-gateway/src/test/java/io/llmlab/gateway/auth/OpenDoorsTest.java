package io.llmlab.gateway.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A gateway that asks for no keys, and has an admin key.
@QuarkusTest
@TestProfile(OpenDoorsTest.Open.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
class OpenDoorsTest {

    public static class Open implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<>(new Closed.Profile().getConfigOverrides());
            settings.put("gateway.access.mode", "open");
            return settings;
        }
    }

    @Test
    void letsNobodyButTheDeploymentItselfMakeKeys() {
        refused(asks(given()));
        var made = asks(Closed.asAdmin()).statusCode(201).extract().jsonPath();
        refused(asks(given().header("X-API-Key", made.getString("key"))));

        var key = "/admin/api-keys/" + made.getLong("api_key.id");
        refused(given().delete(key).then());
        Closed.asAdmin().delete(key).then().statusCode(200).body("status", equalTo("revoked"));
    }

    private static ValidatableResponse asks(RequestSpecification http) {
        return http.contentType(ContentType.JSON)
                .body(Map.of("name", "key " + UUID.randomUUID(), "scopes", List.of("admin")))
                .post("/admin/api-keys")
                .then();
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(403)
                .contentType("application/problem+json")
                .body("detail", equalTo("No keys are asked for here; set API_ACCESS=keys"));
    }
}
