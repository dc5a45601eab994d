package io.llmlab.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class WilsonTest {

    @Test
    void agreesWithScipy() throws Exception {
        try (var file = WilsonTest.class.getResourceAsStream("/score/reference-cases.json")) {
            var cases = new ObjectMapper().readTree(file).path("wilson").path("cases");
            assertThat(cases).hasSize(8);
            for (var given : cases) {
                var interval =
                        Wilson.interval(given.path("x").asInt(), given.path("n").asInt());
                assertThat(interval.path("low").asDouble())
                        .as(given.toString())
                        .isCloseTo(given.path("low").asDouble(), within(1e-6));
                assertThat(interval.path("high").asDouble())
                        .as(given.toString())
                        .isCloseTo(given.path("high").asDouble(), within(1e-6));
            }
        }
    }
}
