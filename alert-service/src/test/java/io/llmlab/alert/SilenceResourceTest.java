package io.llmlab.alert;

import static io.llmlab.alert.Lab.post;
import static io.llmlab.alert.Lab.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class SilenceResourceTest {

    private static final String START = "2026-11-23T12:00:00Z";

    @Inject
    Pool pool;

    private SettableClock clock;

    @BeforeEach
    void setClock() {
        clock = SettableClock.installed();
    }

    @Test
    void keepsWhatItWasGiven() {
        var ends = in(Duration.ofHours(2));
        var id = post(
                        "/silences",
                        Map.of(
                                "matchers",
                                List.of(Map.of("name", "model", "value", "gpt-.*", "is_regex", true)),
                                "ends_at",
                                ends,
                                "created_by",
                                "ada",
                                "comment",
                                "new weights"))
                .statusCode(201)
                .header("Location", matchesPattern("/silences/\\d+"))
                .body("status", equalTo("active"))
                .body("starts_at", equalTo(clock.instant().toString()))
                .extract()
                .jsonPath()
                .getLong("id");

        given().get("/silences/" + id)
                .then()
                .statusCode(200)
                .body("ends_at", equalTo(ends))
                .body("created_by", equalTo("ada"))
                .body("comment", equalTo("new weights"))
                .body("matchers[0].name", equalTo("model"))
                .body("matchers[0].value", equalTo("gpt-.*"))
                .body("matchers[0].is_regex", equalTo(true));
    }

    @Test
    void changesAnyPartUntilItIsOver() {
        var id = silence(Map.of("comment", "first"));
        var later = in(Duration.ofHours(5));

        put("/silences/" + id, Map.of("ends_at", later))
                .statusCode(200)
                .body("ends_at", equalTo(later))
                .body("comment", equalTo("first"));
        put("/silences/" + id, Map.of("ends_at", START)).statusCode(422).body("errors[0].pointer", equalTo("/ends_at"));

        clock.advance(Duration.ofHours(5));
        given().get("/silences/" + id).then().body("status", equalTo("expired"));
        put("/silences/" + id, Map.of("ends_at", in(Duration.ofHours(1)))).statusCode(409);
    }

    @Test
    void endsByDeletingButStaysInTheList() {
        var id = silence(Map.of());
        clock.advanceMinutes(1);
        var end = clock.instant();

        given().delete("/silences/" + id).then().statusCode(204);
        clock.advanceMinutes(1);
        given().delete("/silences/" + id).then().statusCode(204);

        given().get("/silences/" + id)
                .then()
                .body("status", equalTo("expired"))
                .body("ends_at", equalTo(end.toString()));
    }

    @Test
    void listsByWhereTheyStand() {
        var active = silence(Map.of());
        var pending = silence(Map.of("starts_at", in(Duration.ofMinutes(30))));
        var expired = silence(Map.of());
        given().delete("/silences/" + expired).then().statusCode(204);

        assertThat(ids("active")).contains(active).doesNotContain(pending, expired);
        assertThat(ids("pending")).contains(pending).doesNotContain(active, expired);
        assertThat(ids("expired")).contains(expired).doesNotContain(active, pending);
        assertThat(given().get("/silences").jsonPath().getList("id", Long.class))
                .startsWith(expired, pending, active);
        given().get("/silences?status=over")
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("active, expired, pending"));

        var page = given().get("/silences?limit=2&count=true");
        assertThat(page.jsonPath().getList("id", Long.class)).containsExactly(expired, pending);
        assertThat(Integer.parseInt(page.header("X-Total-Count"))).isGreaterThanOrEqualTo(3);
        var next = page.header("Link").replaceAll("<(.*)>.*", "$1");
        assertThat(given().urlEncodingEnabled(false).get(next).jsonPath().getLong("[0].id"))
                .isEqualTo(active);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', nullValues = "none", textBlock = """
            {"matchers": [], "ends_at": "2999-01-01T00:00:00Z"}                                                          | /matchers         | must not be empty
            {"ends_at": "2999-01-01T00:00:00Z"}                                                                          | /matchers         | must not be empty
            {"matchers": [{"name": "model", "value": "x"}]}                                                              | /ends_at          | must not be null
            {"matchers": [{"name": "model", "value": "x"}], "ends_at": "2999-01-01T00:00:00Z"}                           | /ends_at          | must be within a year
            {"matchers": [{"name": "model", "value": "x"}], "ends_at": "2026-01-01T00:00:00Z"}                           | /ends_at          | must be in the future
            {"matchers": [{"name": "model", "value": "x"}], "ends_at": "tomorrow"}                                       | /ends_at          | none
            {"matchers": [{"name": "modle", "value": "x"}], "ends_at": "2999-01-01T00:00:00Z"}                           | /matchers/0       | must be alert_type, dataset, metric, model
            {"matchers": [{"name": "model", "value": "(", "is_regex": true}], "ends_at": "2999-01-01T00:00:00Z"}         | /matchers/0       | is no regular expression
            {"matchers": [{"name": "model", "value": ".*", "is_regex": true}], "ends_at": "2999-01-01T00:00:00Z"}        | /matchers         | these would silence every alert
            {"matchers": [{"name": "model", "value": "x", "op": "="}], "ends_at": "2999-01-01T00:00:00Z"}                | /matchers/0/op    | known are is_regex, name, value
            """)
    void saysWhatIsAllowed(String body, String pointer, String detail) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/silences")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(detail == null ? "" : detail));
    }

    @Test
    void refusesAStartBehindTheEnd() {
        var body = body(Map.of("starts_at", in(Duration.ofHours(3))));

        post("/silences", body)
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/starts_at"))
                .body("errors[0].detail", containsString("must be before ends_at"));
    }

    @Test
    void isMadeOncePerIdempotencyKey() {
        var body = body(Map.of());
        var key = Lab.eventId();

        var ids = List.of(1, 2).stream()
                .map(_ -> given().header("Idempotency-Key", key)
                        .contentType(ContentType.JSON)
                        .body(body)
                        .post("/silences")
                        .then()
                        .statusCode(201)
                        .extract()
                        .jsonPath()
                        .getLong("id"))
                .distinct();

        assertThat(ids).hasSize(1);
    }

    @Test
    void doesNotKnowWhatIsNotThere() {
        given().get("/silences/999999999").then().statusCode(404);
        given().delete("/silences/999999999").then().statusCode(404);
        put("/silences/999999999", Map.of("comment", "x")).statusCode(404);
    }

    @Test
    void mayBeAThousandAtATime() {
        pool.query("""
                        insert into silence (matchers, starts_at, ends_at, created_by, comment, created_at, updated_at)
                        select '[{"name": "model", "value": "nobody", "is_regex": false}]', now(),
                               now() + interval '1 hour', 'flood', '', now(), now()
                        from generate_series(1, 1000)""").executeAndAwait();

        post("/silences", body(Map.of())).statusCode(409).body("detail", containsString("end some first"));

        pool.query("delete from silence where created_by = 'flood'").executeAndAwait();
        post("/silences", body(Map.of())).statusCode(201);
    }

    private long silence(Map<String, ?> further) {
        return post("/silences", body(further))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private Map<String, Object> body(Map<String, ?> further) {
        var body = new HashMap<String, Object>();
        body.put("matchers", List.of(Map.of("name", "model", "value", "nobody")));
        body.put("ends_at", in(Duration.ofHours(2)));
        body.putAll(further);
        return body;
    }

    private String in(Duration time) {
        return clock.instant().plus(time).toString();
    }

    private static List<Long> ids(String status) {
        return given().get("/silences?status=" + status).jsonPath().getList("id", Long.class);
    }
}
