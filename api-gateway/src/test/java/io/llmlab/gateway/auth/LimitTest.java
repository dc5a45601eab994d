package io.llmlab.gateway.auth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.llmlab.gateway.testing.FakeOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LimitTest.Slow.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class LimitTest {

    /// One more an hour: none comes back while the test runs.
    public static class Slow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<>(new Closed.Profile().getConfigOverrides());
            settings.put("gateway.access.cache", "10m");
            settings.put("gateway.limit.key-rate", "0.001");
            settings.put("gateway.limit.key-burst", "5");
            settings.put("gateway.limit.address-rate", "0.001");
            settings.put("gateway.limit.address-burst", "20");
            return settings;
        }
    }

    @Test
    void slowsDownEachKeyAndWhoeverHasNone() {
        var busy = Closed.issue("read");
        var other = Closed.issue("read");
        for (var request = 0; request < 5; request++) {
            busy.http().get("/models").then().statusCode(200);
        }
        busy.http()
                .get("/models")
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", "1000")
                .body("detail", containsString("Too many requests"));
        other.http().get("/models").then().statusCode(200);

        var guesses = 0;
        while (guesses < 100 && guess(guesses) == 401) {
            guesses++;
        }
        assertThat(guesses).isBetween(1, 20);
        given().get("/models").then().statusCode(429);
        given().get("/openapi").then().statusCode(429);
        other.http().get("/models").then().statusCode(200);
    }

    private static int guess(int number) {
        return given().header("Authorization", "Bearer llmlab_%043d".formatted(number))
                .get("/models")
                .statusCode();
    }
}
