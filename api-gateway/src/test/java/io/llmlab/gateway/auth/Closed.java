package io.llmlab.gateway.auth;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A gateway that asks for keys, and what a test does with them.
final class Closed {

    static final String ADMIN = "the admin key of these tests alone";

    private Closed() {}

    public static class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "gateway.access.mode", "keys",
                    "gateway.access.admin-key", ADMIN,
                    "gateway.access.cache", "1s",
                    "gateway.limit.key-burst", "10000",
                    "gateway.limit.address-burst", "10000",
                    "llmlab.service.token", "what the gateway shows the services");
        }
    }

    record Issued(long id, String name, String key) {

        RequestSpecification http() {
            return given().header("Authorization", "Bearer " + key);
        }
    }

    static RequestSpecification asAdmin() {
        return given().header("Authorization", "Bearer " + ADMIN);
    }

    static Issued issue(String... scopes) {
        return issue(Map.of("name", "key " + UUID.randomUUID(), "scopes", List.of(scopes)));
    }

    static Issued issue(Map<String, Object> request) {
        var answer = asAdmin()
                .contentType(ContentType.JSON)
                .body(request)
                .post("/admin/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        return new Issued(answer.getLong("api_key.id"), answer.getString("api_key.name"), answer.getString("key"));
    }

    static void revoke(Issued key) {
        asAdmin().delete("/admin/api-keys/" + key.id()).then().statusCode(200);
    }
}
