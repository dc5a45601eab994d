package io.llmlab.platform.trust;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.platform.audit.Audit;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ServiceGuardTest.WithToken.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class ServiceGuardTest {

    private static final String TOKEN = "a secret of this test alone and long";

    @Inject
    Pool pool;

    public static class WithToken implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("llmlab.service.token", TOKEN);
        }
    }

    @Test
    void answersOnlyWhoShowsTheToken() {
        for (var path : List.of("/parcels/1", "/internal/status", "/nothing")) {
            given().get(path)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", "Bearer realm=\"llmlab-services\"")
                    .body("instance", equalTo(path));
        }
        given().header(ServiceToken.HEADER, TOKEN + "r")
                .get("/parcels/1")
                .then()
                .statusCode(401);
        given().header(ServiceToken.HEADER, TOKEN).get("/parcels/1").then().statusCode(200);
        given().header(ServiceToken.HEADER, TOKEN)
                .get("/internal/status")
                .then()
                .statusCode(200);
    }

    @Test
    void keepsWhoseKeyIsBehindAChange() {
        opened("ci of team a");
        opened("");
        opened("kim");
        opened("kim", "kim");
        opened("kim", "lee");
        opened("kim", "l".repeat(300));
        opened("", "lee");

        assertThat(actors())
                .containsExactly(
                        "ci of team a", "anonymous", "kim", "kim", "kim for lee", "kim for " + "l".repeat(200), "lee");
    }

    private static void opened(String actor) {
        opened(actor, Audit.ANONYMOUS);
    }

    private static void opened(String actor, String said) {
        given().header(ServiceToken.HEADER, TOKEN)
                .header(Actor.HEADER, actor)
                .queryParam("by", said)
                .post("/parcels/opened")
                .then()
                .statusCode(204);
    }

    private List<String> actors() {
        var rows = pool.query("select actor from audit where action = 'opened' order by id")
                .executeAndAwait();
        return StreamSupport.stream(rows.spliterator(), false)
                .map((Row row) -> row.getString(0))
                .toList();
    }
}
