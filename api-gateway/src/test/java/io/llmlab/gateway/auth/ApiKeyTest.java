package io.llmlab.gateway.auth;

import static io.llmlab.gateway.auth.Closed.asAdmin;
import static io.llmlab.gateway.auth.Closed.issue;
import static io.llmlab.gateway.auth.Closed.revoke;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.gateway.testing.FakeOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Closed.Profile.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class ApiKeyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @Inject
    LastUse lastUse;

    @Test
    void showsAKeyOnceAndKeepsOnlyItsHash() {
        var key = issue("read");

        assertThat(key.key()).matches("llmlab_[A-Za-z0-9_-]{43}");
        asAdmin()
                .get("/admin/api-keys")
                .then()
                .statusCode(200)
                .body("name", hasItem(key.name()))
                .body("", everyItem(not(hasKey("key"))))
                .body("", everyItem(not(hasKey("hash"))));
        asAdmin()
                .get("/admin/api-keys/" + key.id())
                .then()
                .body("prefix", equalTo(key.key().substring(0, 11)))
                .body("scopes", equalTo(List.of("read")))
                .body("status", equalTo("active"))
                .body("created_by", equalTo("admin"))
                .body("expires_at", nullValue())
                .body("last_used_at", nullValue());
        var stored = pool.query("select cast(k as text) from api_key k where id = " + key.id())
                .executeAndAwait()
                .iterator()
                .next()
                .getString(0);
        assertThat(stored)
                .contains(new Secret(key.key()).hash())
                .doesNotContain(key.key().substring(12));
    }

    @Test
    void isTakenInEitherHeader() {
        var key = issue("read");

        given().header("X-API-Key", key.key()).get("/models").then().statusCode(200);
        given().header("Authorization", "bearer " + key.key())
                .get("/models")
                .then()
                .statusCode(200);
        given().header("Authorization", "Bearer " + key.key() + "x")
                .get("/models")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer realm=\"llmlab\", error=\"invalid_token\"");
        given().header("Authorization", "Basic " + key.key())
                .get("/models")
                .then()
                .statusCode(401);
    }

    @Test
    void isRefusedAtOnceWhereItWasRevokedAndIsStillListed() {
        var key = issue("read");
        key.http().get("/models").then().statusCode(200);

        revoke(key);
        revoke(key);

        key.http().get("/models").then().statusCode(401);
        asAdmin()
                .get("/admin/api-keys/" + key.id())
                .then()
                .body("status", equalTo("revoked"))
                .body("revoked_by", equalTo("admin"))
                .body("revoked_at", notNullValue());
        assertThat(audited(key)).isEqualTo("created by admin, revoked by admin");
    }

    /// As another replica has done it, which tells this one nothing.
    @Test
    void isRefusedWithinSecondsWhereAnotherReplicaRevokedIt() {
        var key = issue("read");
        key.http().get("/models").then().statusCode(200);

        pool.query("update api_key set revoked_at = now(), revoked_by = 'elsewhere' where id = " + key.id())
                .executeAndAwait();

        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> key.http().get("/models").then().statusCode(401));
    }

    @Test
    void endsWhenItExpires() {
        var end = Instant.now().plusSeconds(2);
        var key = issue(
                Map.of("name", "key " + UUID.randomUUID(), "scopes", List.of("read"), "expires_at", end.toString()));
        key.http().get("/models").then().statusCode(200);

        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(end));

        key.http().get("/models").then().statusCode(401);
        asAdmin().get("/admin/api-keys/" + key.id()).then().body("status", equalTo("expired"));
    }

    @Test
    void endsTheStreamsItOpened() throws IOException {
        var key = issue("read");
        var connection = (HttpURLConnection) URI.create("%s:%d/events".formatted(RestAssured.baseURI, RestAssured.port))
                .toURL()
                .openConnection();
        connection.setReadTimeout((int) PATIENCE.toMillis());
        connection.setRequestProperty("Authorization", "Bearer " + key.key());
        var body = connection.getInputStream();
        assertThat(body.read()).isPositive();

        revoke(key);

        assertThat(readsToItsEnd(body)).isTrue();
    }

    private static boolean readsToItsEnd(InputStream body) {
        try {
            while (body.read() >= 0) {
                // Heartbeats.
            }
            return true;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException cut) {
            return true;
        }
    }

    @Test
    void tellsOwnersWhoActsAndNothingThatOpensDoors() {
        var key = issue("read");

        key.http()
                .header("X-API-Key", key.key())
                .header("X-LLMLab-Actor", "somebody else")
                .header("X-LLMLab-Service-Token", "forged")
                .header("x-llmlab-anything", "forged")
                .cookie("llmlab_session", "x")
                .get("/datasets")
                .then()
                .statusCode(200)
                .body("headers.x-llmlab-actor", equalTo(key.name()))
                .body("headers.x-llmlab-service-token", equalTo("what the gateway shows the services"))
                .body("headers", not(hasKey("x-llmlab-anything")))
                .body("headers", not(hasKey("authorization")))
                .body("headers", not(hasKey("x-api-key")))
                .body("headers", not(hasKey("cookie")));
    }

    @Test
    void leavesAProofOfItsOwnToTheOwner() {
        given().header("Authorization", "Bearer a-callback-token")
                .header("X-LLMLab-Actor", "somebody else")
                .contentType(ContentType.JSON)
                .body("{}")
                .patch("/benchmark-runs/7")
                .then()
                .statusCode(200)
                .body("headers.authorization", equalTo("Bearer a-callback-token"))
                .body("headers", not(hasKey("x-llmlab-actor")));
    }

    @Test
    void saysWhenItWasLastUsed() {
        var key = issue("read");
        var before = Instant.now();
        key.http().get("/models").then().statusCode(200);

        lastUse.store().await().atMost(PATIENCE);

        var used = asAdmin().get("/admin/api-keys/" + key.id()).jsonPath().getString("last_used_at");
        assertThat(Instant.parse(used)).isBetween(before, Instant.now());
    }

    @Test
    void refusesWhatIsNoKey() {
        ask(Map.of("name", "no scopes", "scopes", List.of()), 422, "/scopes");
        ask(Map.of("name", "unknown scope", "scopes", List.of("root")), 422, "/scopes/0");
        ask(Map.of("scopes", List.of("read")), 422, "/name");
        ask(Map.of("name", "line\nbreak", "scopes", List.of("read")), 422, "/name");
        ask(Map.of("name", "é", "scopes", List.of("read")), 422, "/name");
        ask(
                Map.of("name", "late", "scopes", List.of("read"), "expires_at", "2020-01-01T00:00:00Z"),
                422,
                "/expires_at");
        ask(
                Map.of("name", "ever", "scopes", List.of("read"), "expires_at", "+292277-01-01T00:00:00Z"),
                422,
                "/expires_at");
        asAdmin().get("/admin/api-keys/99999999").then().statusCode(404);
        asAdmin().delete("/admin/api-keys/99999999").then().statusCode(404);
    }

    @Test
    void givesANameAgainOnlyAfterTheKeyWasRevoked() {
        var key = issue("read");
        var again = Map.<String, Object>of("name", key.name(), "scopes", List.of("ingest"));
        ask(again, 409, null);
        ask(Map.of("name", "admin", "scopes", List.of("read")), 409, null);

        revoke(key);

        assertThat(issue(again).id()).isGreaterThan(key.id());
    }

    @Test
    void listsInPages() {
        issue("read");
        var newest = issue("read");
        asAdmin()
                .get("/admin/api-keys?limit=1&count=true")
                .then()
                .body("[0].id", equalTo((int) newest.id()))
                .header("X-Total-Count", matchesPattern("\\d+"))
                .header(
                        "Link",
                        equalTo("</admin/api-keys?limit=1&count=true&after=%d>; rel=\"next\"".formatted(newest.id())));
    }

    private static void ask(Map<String, Object> request, int status, @Nullable String pointer) {
        var answer = asAdmin()
                .contentType(ContentType.JSON)
                .body(request)
                .post("/admin/api-keys")
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
        if (pointer != null) {
            answer.body("errors[0].pointer", equalTo(pointer));
        }
    }

    private String audited(Closed.Issued key) {
        return pool.query(
                        "select string_agg(action || ' by ' || actor, ', ' order by id) from audit where subject = 'API key %d (%s)'"
                                .formatted(key.id(), key.name()))
                .executeAndAwait()
                .iterator()
                .next()
                .getString(0);
    }
}
