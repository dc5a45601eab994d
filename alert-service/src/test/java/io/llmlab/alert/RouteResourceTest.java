package io.llmlab.alert;

import static io.llmlab.alert.Lab.post;
import static io.llmlab.alert.Lab.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class RouteResourceTest {

    @AfterEach
    void delete() {
        given().get("/routes")
                .jsonPath()
                .getList("id", Long.class)
                .forEach(id -> given().delete("/routes/" + id).then().statusCode(204));
    }

    @Test
    void keepsWhatItWasGiven() {
        var id = made(
                "whole",
                Map.of(
                        "position",
                        7,
                        "matchers",
                        List.of(Map.of("name", "model", "value", "nobody")),
                        "continue",
                        true,
                        "group_by",
                        List.of("dataset", "model"),
                        "group_wait",
                        30,
                        "group_interval",
                        300));

        given().get("/routes/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("whole"))
                .body("position", equalTo(7))
                .body("matchers[0].value", equalTo("nobody"))
                .body("channels", equalTo(List.of("console")))
                .body("continue", equalTo(true))
                .body("group_by", equalTo(List.of("model", "dataset")))
                .body("group_wait", equalTo(30))
                .body("group_interval", equalTo(300));
    }

    @Test
    void changesAnyPart() {
        var id = made("changed", Map.of());

        put("/routes/" + id, Map.of("continue", true, "channels", List.of("database")))
                .statusCode(200)
                .body("continue", equalTo(true))
                .body("channels", equalTo(List.of("database")))
                .body("name", equalTo("changed"));
        put("/routes/" + id, Map.of("channels", List.of())).statusCode(422);
    }

    @Test
    void standInTheOrderInWhichTheyAreAsked() {
        var third = made("third", Map.of("position", 2));
        var first = made("first", Map.of("position", 1));
        var second = made("second", Map.of("position", 1));

        assertThat(given().get("/routes").jsonPath().getList("id", Long.class)).containsExactly(first, second, third);
        assertThat(given().get("/routes?limit=1&offset=2").jsonPath().getList("id", Long.class))
                .containsExactly(third);
    }

    @Test
    void hasANameOfItsOwn() {
        made("taken", Map.of());
        var other = made("free", Map.of());

        post("/routes", body("taken", Map.of())).statusCode(409);
        put("/routes/" + other, Map.of("name", "taken")).statusCode(409);
    }

    @Test
    void keepsItsChannelsFromBeingDeleted() {
        Lab.channel("routed-only", "console", Map.of());
        var id = made("keeper", Map.of("channels", List.of("routed-only")));

        given().delete("/notification-channels/routed-only")
                .then()
                .statusCode(409)
                .body("detail", containsString("route keeper"));
        given().get("/notification-channels/routed-only").then().body("rules", hasItem("route keeper"));

        given().delete("/routes/" + id).then().statusCode(204);
        given().get("/routes/" + id).then().statusCode(404);
        given().delete("/notification-channels/routed-only").then().statusCode(204);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"channels": ["console"]}                                      | /name           | must not be blank
            {"name": "x"}                                                  | /channels       | must not be empty
            {"name": "x", "channels": ["console", "nowhere"]}              | /channels/1     | there is no channel 'nowhere'; there are
            {"name": "x", "channels": ["console"], "group_by": ["metric"]} | /group_by/0     | one of model, dataset, rule
            {"name": "x", "channels": ["console"], "group_wait": -1}       | /group_wait     | must be greater than or equal to 0
            {"name": "x", "channels": ["console"], "group_interval": 86401} | /group_interval | must be less than or equal to 86400
            {"name": "x", "channels": ["console"], "goes_on": true}        | /goes_on        | known are
            """)
    void saysWhatIsAllowed(String body, String pointer, String detail) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/routes")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(detail));
    }

    private static long made(String name, Map<String, ?> further) {
        return post("/routes", body(name, further))
                .statusCode(201)
                .header("Location", matchesPattern("/routes/\\d+"))
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private static Map<String, Object> body(String name, Map<String, ?> further) {
        var body = new HashMap<String, Object>();
        body.put("name", name);
        body.put("matchers", List.of(Map.of("name", "model", "value", "nobody")));
        body.put("channels", List.of("console"));
        body.putAll(further);
        return body;
    }
}
