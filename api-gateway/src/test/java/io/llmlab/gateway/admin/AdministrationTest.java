package io.llmlab.gateway.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.gateway.testing.StubOwner;
import io.llmlab.gateway.testing.StubOwner.Asked;
import io.llmlab.gateway.testing.StubOwners;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicWriter;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the services say of themselves, together; regression-service is away where a test tells it nothing.
@QuarkusTest
@TestProfile(AdministrationTest.Stubs.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
class AdministrationTest {

    public static class Stubs implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return StubOwner.settings();
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String AUDIT = "/internal/audit";
    private static final String LETTERS = "/internal/dead-letters";

    @RegisterExtension
    static final StubOwners owners = new StubOwners();

    private static final StubOwner runner = owners.runner();
    private static final StubOwner regression = owners.regression();
    private static final StubOwner alerts = owners.alerts();

    @Inject
    Pool pool;

    private final String bootstrapServers =
            ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);

    @BeforeEach
    void forgetWhoDidWhat() {
        pool.query("delete from audit").executeAndAwait();
    }

    @Test
    void tellsTheRoomOfEachSchemaAndWhoDidNotSay() {
        runner.answers("GET /internal/storage", 200, """
                {"service": "runner", "schema": "runner", "database": "elsewhere", "database_bytes": 900, "bytes": 700,
                 "newer": true, "tables": [{"table": "sample", "bytes": 700, "approximate_rows": 20, "partitions": 3}]}""");
        alerts.answers("GET /internal/storage", 200, """
                {"service": "alert", "schema": "alert", "database": "elsewhere", "database_bytes": 900, "bytes": 100,
                 "tables": []}""");

        given().get("/admin/storage")
                .then()
                .statusCode(200)
                .body("unavailable", equalTo(List.of("regression")))
                .body("schemas.service", containsInAnyOrder("runner", "alert", "gateway"))
                .body("schemas.find { it.service == 'runner' }.tables[0].approximate_rows", equalTo(20))
                .body("schemas.find { it.service == 'gateway' }.tables.table", hasItem("rollup"))
                .body("bytes", greaterThan(800))
                .body("database_bytes", greaterThan(900));
    }

    @Test
    void mergesWhatEachServiceAuditedAndPagesThroughIt() {
        own("2026-11-29T12:00:02Z", "own late");
        own("2026-11-29T12:00:00Z", "own early");
        runner.answers(
                "GET " + AUDIT,
                200,
                audited(entry("runner", 8, "2026-11-29T12:00:03Z"), entry("runner", 7, "2026-11-29T12:00:01Z")));
        regression.answers("GET " + AUDIT, 200, audited());
        alerts.answers("GET " + AUDIT, 200, audited(entry("alert", 8, "2026-11-29T12:00:01Z")));

        var first = given().get("/admin/audit?limit=2&count=true&action=made")
                .then()
                .statusCode(200)
                .header("X-Total-Count", "5")
                .header("X-Unavailable", nullValue())
                .body("service", contains("runner", "gateway"))
                .body("subject", contains("thing 8", "own late"));
        var next = first.extract().header("Link");
        assertThat(next).matches("</admin/audit\\?.*after=2026-11-29T12%3A00%3A02Z~gateway~\\d+>; rel=\"next\"");

        reset(List.of(runner, regression, alerts));
        runner.answers("GET " + AUDIT, 200, audited(entry("runner", 7, "2026-11-29T12:00:01Z")));
        alerts.answers("GET " + AUDIT, 200, audited(entry("alert", 8, "2026-11-29T12:00:01Z")));
        given().urlEncodingEnabled(false)
                .get(next.replaceAll("<(.*)>.*", "$1").replace("limit=2", "limit=9"))
                .then()
                .statusCode(200)
                .header("X-Unavailable", "regression")
                .header("Link", nullValue())
                .body("subject", contains("thing 8", "thing 7", "own early"));
        assertThat(runner.asked().getFirst().uri())
                .contains("action=made")
                .contains("before_at=2026-11-29T12%3A00%3A02Z")
                .contains("before_id=" + Long.MAX_VALUE);
        assertThat(alerts.asked().getFirst().uri()).contains("before_id=" + Long.MIN_VALUE);
    }

    @Test
    void namesAnAuditFilterThatDoesNotFit() {
        given().get("/admin/audit?since=yesterday")
                .then()
                .statusCode(422)
                .body("errors[0].parameter", equalTo("since"));
        given().get("/admin/audit?after=7").then().statusCode(422).body("errors[0].parameter", equalTo("after"));
        given().get("/admin/audit?limit=1001").then().statusCode(422);
    }

    @Test
    void mergesDeadLettersAndTellsWhoseAreMissing() {
        runner.answers("GET " + LETTERS, 200, "{\"items\": [%s], \"total\": null}".formatted(letter("waiting")));
        alerts.answers("GET " + LETTERS, 200, "{\"items\": [], \"total\": null}");

        given().get("/admin/dead-letters?topic=llmlab.run-requested.v1")
                .then()
                .statusCode(200)
                .header("X-Unavailable", "regression")
                .body("$", hasSize(1))
                .body("[0].service", equalTo("runner"))
                .body("[0].state", equalTo("waiting"));
        assertThat(alerts.asked().getFirst().uri()).contains("state=waiting").contains("topic=llmlab.run-requested.v1");
        given().get("/admin/dead-letters?state=lost").then().statusCode(422);
    }

    @Test
    void leadsALetterToItsServiceAndTellsWhatBecameOfIt() {
        runner.answers(
                        "POST " + LETTERS + "/4/replay",
                        409,
                        "{\"status\": 409, \"detail\": \"runs must be at least 1\"}")
                .answers("POST " + LETTERS + "/4/replay", 200, letter("replayed"))
                .answers("POST " + LETTERS + "/4/discard", 200, letter("discarded"))
                .answers("POST " + LETTERS + "/5/replay", 503, "{\"status\": 503, \"detail\": \"still busy\"}");

        given().post("/admin/dead-letters/runner/4/replay")
                .then()
                .statusCode(409)
                .body("detail", equalTo("runs must be at least 1"));
        given().post("/admin/dead-letters/runner/4/replay")
                .then()
                .statusCode(200)
                .body("state", equalTo("replayed"));
        given().post("/admin/dead-letters/runner/4/discard")
                .then()
                .statusCode(200)
                .body("state", equalTo("discarded"));
        given().post("/admin/dead-letters/runner/5/replay")
                .then()
                .statusCode(503)
                .body("detail", equalTo("still busy"));
        given().post("/admin/dead-letters/alert/4/replay").then().statusCode(404);
        given().post("/admin/dead-letters/mars/4/replay")
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no service mars"));
        given().post("/admin/dead-letters/gateway/99999999/discard").then().statusCode(404);
        given().post("/admin/dead-letters/runner/four/replay").then().statusCode(422);
    }

    @Test
    void ownsLettersOfItsOwn() {
        new TopicWriter(bootstrapServers, "/test").send("llmlab.alert-changed.v1", "7", "alert-changed", "broken", "[");
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/admin/dead-letters")
                        .then()
                        .body("findAll { it.event_id == 'broken' }.service", contains("gateway")));
        var id = given().get("/admin/dead-letters")
                .then()
                .extract()
                .jsonPath()
                .getInt("find { it.event_id == 'broken' }.id");

        given().post("/admin/dead-letters/gateway/{id}/replay", id)
                .then()
                .statusCode(409)
                .body("detail", containsString("The payload is no AlertChanged"));
        given().post("/admin/dead-letters/gateway/{id}/discard", id).then().statusCode(200);
        given().get("/admin/dead-letters").then().body("event_id", not(hasItem("broken")));
    }

    @Test
    void cleansUpOnlyWhereItIsNotADryRun() {
        runner.answers("GET /internal/retention", 200, kept("older", "deleted"))
                .answers("POST /internal/retention", 200, kept("deleted", "older"));
        alerts.answers("GET /internal/retention", 200, "{\"service\": \"alert\", \"kinds\": []}");

        given().get("/admin/retention")
                .then()
                .statusCode(200)
                .body("cleaned_up", equalTo(false))
                .body("unavailable", equalTo(List.of("regression")))
                .body("services.find { it.service == 'runner' }.kinds[0].older", equalTo(5))
                .body("services.find { it.service == 'gateway' }.kinds.table", hasItem("inbox"));
        given().post("/admin/retention?dry_run=true").then().statusCode(200).body("cleaned_up", equalTo(false));
        assertThat(runner.asked().stream().map(Asked::method)).containsOnly("GET");
        assertThat(audits()).isZero();

        given().post("/admin/retention")
                .then()
                .statusCode(200)
                .body("cleaned_up", equalTo(true))
                .body("unavailable", containsInAnyOrder("alert", "regression"))
                .body("services.find { it.service == 'runner' }.kinds[0].deleted", equalTo(5))
                .body(
                        "services.find { it.service == 'gateway' }.kinds.find { it.table == 'inbox' }.deleted",
                        equalTo(0));
        assertThat(audits()).isEqualTo(1);
        given().post("/admin/retention?dry_run=perhaps").then().statusCode(422);
    }

    private static void reset(List<StubOwner> owners) {
        owners.forEach(StubOwner::reset);
    }

    private void own(String at, String subject) {
        pool.query("insert into audit (at, actor, action, subject) values ('%s', 'kim', 'made', '%s')"
                        .formatted(at, subject))
                .executeAndAwait();
    }

    private long audits() {
        return pool.query("select count(*) from audit where action = 'cleaned up'")
                .executeAndAwait()
                .iterator()
                .next()
                .getLong(0);
    }

    private static String audited(String... entries) {
        return "{\"items\": [%s], \"total\": %d}".formatted(String.join(", ", entries), entries.length);
    }

    private static String entry(String service, int id, String at) {
        return """
                {"service": "%s", "id": %d, "at": "%s", "actor": "kim", "action": "made", "subject": "thing %d"}""".formatted(service, id, at, id);
    }

    private static String letter(String state) {
        return """
                {"service": "runner", "id": 4, "at": "2026-11-29T12:00:00Z", "topic": "llmlab.run-requested.v1",
                 "partition": 2, "offset": 17, "key": "7", "source": null, "event_id": null, "type": null,
                 "reason": "runs must be at least 1", "state": "%s", "attempts": 0, "settled_at": null,
                 "settled_by": null, "payload_bytes": 2, "payload": "{}"}""".formatted(state);
    }

    private static String kept(String told, String untold) {
        return """
                {"service": "runner", "kinds": [{"kind": "samples", "table": "sample", "days": 90, "%s": 5, "%s": null,
                 "more": false, "problem": null}]}""".formatted(told, untold);
    }
}
