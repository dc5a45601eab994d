package io.llmlab.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.local.testing.TopicWriter;
import io.llmlab.platform.trust.Actor;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// What a service tells the gateway of its storage, retention, audit and dead letters.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class AdministrationTest {

    private static final String TOPIC = "llmlab.parcel.v1";
    private static final String LETTERS = "/internal/dead-letters";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void sumsTheRoomOfPartitionsUnderTheirTable() {
        run("create table if not exists pile (at int not null, text text) partition by range (at)");
        run("create table if not exists pile_low partition of pile for values from (0) to (10)");
        run("create table if not exists pile_high partition of pile for values from (10) to (20)");
        run("insert into pile select n % 20, repeat('x', 500) from generate_series(1, 4000) n");
        run("analyze pile");
        var bytes = pool.query("select pg_total_relation_size('pile_low') + pg_total_relation_size('pile_high')")
                .executeAndAwait()
                .iterator()
                .next()
                .getLong(0);

        given().get("/internal/storage")
                .then()
                .statusCode(200)
                .body("service", equalTo("runner"))
                .body("schema", equalTo("runner"))
                .body("tables.find { it.table == 'pile' }.bytes", equalTo(bytes.intValue()))
                .body("tables.find { it.table == 'pile' }.approximate_rows", equalTo(4_000))
                .body("tables.find { it.table == 'pile' }.partitions", equalTo(2))
                .body("tables.table", not(hasItem("pile_low")))
                .body("tables.find { it.table == 'outbox' }.partitions", equalTo(0))
                .body("bytes", greaterThan(bytes.intValue()))
                .body("database_bytes", greaterThan(bytes.intValue()));
        run("drop table pile");
    }

    @Test
    void tellsWhoDidWhatTheNewestFirstAndPageByPage() {
        run("""
                insert into audit (at, actor, action, subject)
                select '2001-01-01T00:00:00Z'::timestamptz + n / 2 * interval '1 s', 'page-' || n % 2, 'turned', 'page ' || n
                from generate_series(1, 6) n""");

        given().queryParam("action", "turned")
                .queryParam("count", true)
                .queryParam("limit", 4)
                .get("/internal/audit")
                .then()
                .statusCode(200)
                .body("total", equalTo(6))
                .body("items.subject", equalTo(List.of("page 6", "page 5", "page 4", "page 3")));
        given().queryParam("action", "turned")
                .queryParam("before_at", "2001-01-01T00:00:02Z")
                .queryParam("before_id", id("page 5"))
                .get("/internal/audit")
                .then()
                .body("total", nullValue())
                .body("items.subject", equalTo(List.of("page 4", "page 3", "page 2", "page 1")));
        given().queryParam("actor", "page-1")
                .queryParam("since", "2001-01-01T00:00:01Z")
                .get("/internal/audit")
                .then()
                .body("items.subject", equalTo(List.of("page 5", "page 3")))
                .body("items.service", everyItem(equalTo("runner")));
        run("delete from audit where action = 'turned'");
    }

    private int id(String subject) {
        return pool.preparedQuery("select id from audit where subject = $1 and action = 'turned'")
                .executeAndAwait(Tuple.of(subject))
                .iterator()
                .next()
                .getLong(0)
                .intValue();
    }

    @Test
    void putsADeadLetterBackOnceAndTellsWhereItFailsAgain() {
        run("alter table effect add constraint no_stones check (text <> 'stone')");
        var id = buried("stone", "{\"text\": \"stone\", \"weight\": 9}");

        given().post("%s/%d/replay".formatted(LETTERS, id))
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("no_stones"));
        letters()
                .body("items.find { it.id == %d }.attempts".formatted(id), equalTo(1))
                .body("items.find { it.id == %d }.state".formatted(id), equalTo("waiting"));

        run("alter table effect drop constraint no_stones");
        for (var repeat = 0; repeat < 2; repeat++) {
            given().header(Actor.HEADER, "ada")
                    .post("%s/%d/replay".formatted(LETTERS, id))
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("replayed"))
                    .body("settled_by", equalTo("ada"));
        }
        assertThat(effects("stone")).isEqualTo(1);
        assertThat(new TopicReader(bootstrapServers)
                        .read(TOPIC, record -> record.key().equals("stone")))
                .hasSize(1);
        given().queryParam("actor", "ada")
                .get("/internal/audit")
                .then()
                .body("items", hasSize(1))
                .body("items[0].subject", equalTo("dead letter %d of %s".formatted(id, TOPIC)));
        given().post("%s/%d/discard".formatted(LETTERS, id)).then().statusCode(409);
        letters().body("items.id", not(hasItem(id)));
    }

    @Test
    void letsADeadLetterGo() {
        var payload = "no parcel " + "ö".repeat(3_000);
        var id = buried("rubbish", payload);

        letters()
                .body("items.find { it.id == %d }.topic".formatted(id), equalTo(TOPIC))
                .body("items.find { it.id == %d }.reason".formatted(id), containsString("The payload is no Parcel"))
                .body("items.find { it.id == %d }.source".formatted(id), equalTo("/test"))
                .body("items.find { it.id == %d }.event_id".formatted(id), equalTo("rubbish"))
                .body("items.find { it.id == %d }.type".formatted(id), equalTo("io.llmlab.parcel.v1"))
                .body("items.find { it.id == %d }.payload_bytes".formatted(id), equalTo(6_010))
                .body("items.find { it.id == %d }.payload.length()".formatted(id), equalTo(2_005));
        for (var repeat = 0; repeat < 2; repeat++) {
            given().post("%s/%d/discard".formatted(LETTERS, id))
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("discarded"));
        }
        given().post("%s/%d/replay".formatted(LETTERS, id))
                .then()
                .statusCode(409)
                .body("detail", equalTo("Dead letter %d was discarded already".formatted(id)));
        given().queryParam("state", "discarded").get(LETTERS).then().body("items.id", hasItem(id));
    }

    @Test
    void knowsNoDeadLetterThatIsNotThere() {
        given().post(LETTERS + "/99999999/replay").then().statusCode(404);
        given().post(LETTERS + "/99999999/discard").then().statusCode(404);
    }

    @Test
    void saysWhatIsTooOldAndForgetsNoMoreThanThat() {
        run("""
                insert into idempotency (key, request_hash, status, created_at)
                select 'aged-' || n, 'x', 201, now() - interval '25 hours' from generate_series(1, 1200) n""");

        given().get("/internal/retention")
                .then()
                .statusCode(200)
                .body("service", equalTo("runner"))
                .body("kinds.find { it.table == 'idempotency' }.days", equalTo(1.0f))
                .body("kinds.find { it.table == 'idempotency' }.older", equalTo(1_200))
                .body("kinds.find { it.table == 'idempotency' }.deleted", nullValue())
                .body("kinds.find { it.table == 'inbox' }.days", equalTo(30.0f));
        given().post("/internal/retention")
                .then()
                .statusCode(200)
                .body("kinds.find { it.table == 'idempotency' }.deleted", equalTo(1_200))
                .body("kinds.find { it.table == 'idempotency' }.older", nullValue())
                .body("kinds.more", everyItem(equalTo(false)))
                .body("kinds.problem", everyItem(nullValue()));
        given().post("/internal/retention").then().body("kinds.find { it.table == 'idempotency' }.deleted", equalTo(0));
    }

    private int buried(String key, String payload) {
        new TopicWriter(bootstrapServers, "/test").send(TOPIC, key, "parcel", key, payload);
        await().atMost(PATIENCE).until(() -> idOf(key) > 0);
        return idOf(key);
    }

    private int idOf(String key) {
        return pool.preparedQuery("select coalesce(max(id), 0) from dead_letter where key = $1")
                .executeAndAwait(Tuple.of(key))
                .iterator()
                .next()
                .getLong(0)
                .intValue();
    }

    private static ValidatableResponse letters() {
        return given().get(LETTERS).then().statusCode(200);
    }

    private long effects(String text) {
        return pool.preparedQuery("select count(*) from effect where text = $1")
                .executeAndAwait(Tuple.of(text))
                .iterator()
                .next()
                .getLong(0);
    }

    private void run(String sql) {
        pool.query(sql).executeAndAwait();
    }
}
