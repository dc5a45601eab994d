package io.llmlab.gateway.auth;

import static io.llmlab.gateway.auth.Closed.issue;
import static io.llmlab.gateway.auth.Closed.revoke;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.gateway.testing.FakeOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Closed.Profile.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class SessionTest {

    @Inject
    Pool pool;

    @Test
    void tradesAKeyForACookieThatNoScriptReads() {
        var key = issue("operate");

        var answer = logIn(key.key());

        assertThat(answer.getHeader("Set-Cookie"))
                .matches("llmlab_session=[A-Za-z0-9_-]{43};.*")
                .contains("HttpOnly")
                .contains("SameSite=Strict")
                .contains("Path=/")
                .contains("Max-Age=43200")
                .doesNotContain(key.key());
        with(answer.getCookie("llmlab_session"))
                .get("/ui/session")
                .then()
                .statusCode(200)
                .body("key_needed", equalTo(true))
                .body("name", equalTo(key.name()))
                .body("scopes", equalTo(List.of("operate")));
        with(answer.getCookie("llmlab_session"))
                .get("/datasets")
                .then()
                .statusCode(200)
                .body("headers.x-llmlab-actor", equalTo(key.name()));
        assertThat(pool.query("select count(*) from session where hash like '%%%s%%'"
                                .formatted(answer.getCookie("llmlab_session")))
                        .executeAndAwait()
                        .iterator()
                        .next()
                        .getLong(0))
                .isZero();
    }

    @Test
    void knowsNobodyWithoutACookieAndNoWrongKey() {
        given().get("/ui/session")
                .then()
                .statusCode(200)
                .body("key_needed", equalTo(true))
                .body("name", nullValue())
                .body("scopes", equalTo(List.of()));
        given().contentType(ContentType.JSON)
                .body(Map.of("key", "llmlab_" + "x".repeat(43)))
                .post("/ui/session")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
        given().contentType(ContentType.JSON)
                .body(Map.of())
                .post("/ui/session")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/key"));
        with("y".repeat(43)).get("/models").then().statusCode(401);
    }

    @Test
    void changesNothingForPagesOfAnotherOrigin() {
        var cookie = logIn(issue("operate").key()).getCookie("llmlab_session");
        var here = "http://localhost:" + RestAssured.port;

        with(cookie).post("/silences").then().statusCode(403);
        for (var foreign : List.of(
                "http://evil.example",
                "http://localhost:" + (RestAssured.port + 1),
                "http://localhost.evil.example:" + RestAssured.port,
                "null",
                "no origin")) {
            with(cookie).header("Origin", foreign).post("/silences").then().statusCode(403);
        }
        with(cookie)
                .header("Sec-Fetch-Site", "same-site")
                .post("/silences")
                .then()
                .statusCode(403);
        with(cookie).header("Origin", here).post("/silences").then().statusCode(200);
        with(cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .post("/silences")
                .then()
                .statusCode(200);
        with(cookie).get("/models").then().statusCode(200);
    }

    @Test
    void beginsAndEndsForOwnPagesOnly() {
        var key = issue("read");
        given().contentType(ContentType.JSON)
                .header("Origin", "http://evil.example")
                .body(Map.of("key", key.key()))
                .post("/ui/session")
                .then()
                .statusCode(403);
        var cookie = logIn(key.key()).getCookie("llmlab_session");

        with(cookie)
                .header("Origin", "http://evil.example")
                .delete("/ui/session")
                .then()
                .statusCode(403);
        with(cookie).get("/models").then().statusCode(200);
        assertThat(with(cookie)
                        .delete("/ui/session")
                        .then()
                        .statusCode(204)
                        .extract()
                        .header("Set-Cookie"))
                .contains("llmlab_session=")
                .contains("Max-Age=0");

        with(cookie).get("/models").then().statusCode(401);
    }

    @Test
    void endsWithItsKey() {
        var key = issue("read");
        var cookie = logIn(key.key()).getCookie("llmlab_session");
        with(cookie).get("/models").then().statusCode(200);

        revoke(key);

        with(cookie)
                .get("/models")
                .then()
                .statusCode(401)
                .body("detail", equalTo("This session has ended: log in again"));
    }

    @Test
    void beginsWithTheDeploymentsOwnKeyToo() {
        var cookie = logIn(Closed.ADMIN).getCookie("llmlab_session");

        with(cookie).get("/admin/api-keys").then().statusCode(200);
        with(cookie).get("/ui/session").then().body("name", equalTo("admin"));
    }

    private static Response logIn(String key) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("key", key))
                .post("/ui/session")
                .then()
                .statusCode(201)
                .extract()
                .response();
    }

    private static RequestSpecification with(String cookie) {
        return given().header("Host", "localhost:" + RestAssured.port).cookie("llmlab_session", cookie);
    }
}
