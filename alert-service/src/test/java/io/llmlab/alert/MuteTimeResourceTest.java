package io.llmlab.alert;

import static io.llmlab.alert.Lab.post;
import static io.llmlab.alert.Lab.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class MuteTimeResourceTest {

    private static final List<Map<String, String>> NOBODY = List.of(Map.of("name", "model", "value", "nobody"));

    @AfterEach
    void delete() {
        given().get("/mute-times")
                .jsonPath()
                .getList("id", Long.class)
                .forEach(id -> given().delete("/mute-times/" + id).then().statusCode(204));
    }

    @Test
    void keepsWhatItWasGivenAndFillsInTheRest() {
        post("/mute-times", Map.of("name", "nights", "matchers", NOBODY, "cron", "0 22 * * *", "duration_minutes", 540))
                .statusCode(201)
                .header("Location", matchesPattern("/mute-times/\\d+"));

        given().get("/mute-times")
                .then()
                .statusCode(200)
                .body("[0].name", equalTo("nights"))
                .body("[0].cron", equalTo("0 22 * * *"))
                .body("[0].duration_minutes", equalTo(540))
                .body("[0].time_zone", equalTo("UTC"))
                .body("[0].mutes_critical", equalTo(false))
                .body("[0].matchers[0].value", equalTo("nobody"))
                .body("[0].next_start_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT22:00:00Z"));
    }

    @Test
    void changesAnyPart() {
        var id = made("changed");

        put("/mute-times/" + id, Map.of("mutes_critical", true, "time_zone", "Europe/Berlin"))
                .statusCode(200)
                .body("mutes_critical", equalTo(true))
                .body("name", equalTo("changed"));
        put("/mute-times/" + id, Map.of("cron", "0 0 31 12 *")).statusCode(200).body("muting_until", nullValue());

        given().get("/mute-times/" + id).then().body("cron", equalTo("0 0 31 12 *"));
    }

    @Test
    void hasANameOfItsOwn() {
        var first = made("taken");
        var second = made("free");

        post("/mute-times", body("taken")).statusCode(409);
        put("/mute-times/" + second, Map.of("name", "taken")).statusCode(409);
        put("/mute-times/" + first, Map.of("name", "taken")).statusCode(200);
    }

    @Test
    void isGoneOnceDeleted() {
        var id = made("gone");

        given().delete("/mute-times/" + id).then().statusCode(204);

        given().get("/mute-times/" + id).then().statusCode(404);
        given().delete("/mute-times/" + id).then().statusCode(404);
        put("/mute-times/" + id, Map.of("name", "x")).statusCode(404);
    }

    @Test
    void pages() {
        var ids = List.of(made("one"), made("two"), made("three"));

        var first = given().get("/mute-times?limit=2&count=true");
        var next = first.header("Link").replaceAll("<(.*)>.*", "$1");

        assertThat(first.header("X-Total-Count")).isEqualTo("3");
        assertThat(first.jsonPath().getList("id", Long.class)).containsExactly(ids.get(2), ids.get(1));
        assertThat(given().urlEncodingEnabled(false).get(next).jsonPath().getList("id", Long.class))
                .containsExactly(ids.get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"cron": "0 22 * * *", "duration_minutes": 60}                                          | /name             | must not be blank
            {"name": "x", "duration_minutes": 60}                                                   | /cron             | must not be blank
            {"name": "x", "cron": "0 22 * * *"}                                                     | /duration_minutes | must not be null
            {"name": "x", "cron": "0 22 * * *", "duration_minutes": 0}                              | /duration_minutes | must be greater than or equal to 1
            {"name": "x", "cron": "0 22 * * *", "duration_minutes": 10081}                          | /duration_minutes | must be less than or equal to 10080
            {"name": "x", "cron": "0 22 * * *", "duration_minutes": 1440}                           | /duration_minutes | must end before the next start
            {"name": "x", "cron": "0 24 * * *", "duration_minutes": 60}                             | /cron             | hour '24' is not allowed; allowed are 0 to 23
            {"name": "x", "cron": "0 0 * * 7", "duration_minutes": 60}                              | /cron             | 0 (Monday) to 6 (Sunday)
            {"name": "x", "cron": "@daily", "duration_minutes": 60}                                 | /cron             | must have 5 fields
            {"name": "x", "cron": "0 0 30 2 *", "duration_minutes": 60}                             | /cron             | no month of the given ones has such a day
            {"name": "x", "cron": "0 22 * * *", "duration_minutes": 60, "time_zone": "Berlin"}      | /time_zone        | such as Europe/Berlin
            {"name": "x", "cron": "0 22 * * *", "duration_minutes": 60, "matchers": [{"name": "severity", "value": "bad"}]} | /matchers/0 | one of critical, warning, info
            """)
    void saysWhatIsAllowed(String body, String pointer, String detail) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/mute-times")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(detail));
    }

    private static long made(String name) {
        return post("/mute-times", body(name))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private static Map<String, Object> body(String name) {
        return Map.of("name", name, "matchers", NOBODY, "cron", "0 22 * * *", "duration_minutes", 540);
    }
}
