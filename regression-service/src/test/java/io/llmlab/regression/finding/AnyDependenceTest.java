package io.llmlab.regression.finding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.llmlab.regression.detect.classic.FalseDiscovery;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A service that is set to judge looks as if they depended on each other in any way.
@QuarkusTest
@TestProfile(AnyDependenceTest.Careful.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class AnyDependenceTest {

    public static class Careful implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("regression.discoveries.rule", "benjamini-yekutieli");
        }
    }

    private static final double[] LATENCIES = {100, 101, 99, 100, 102, 98, 100, 130};
    private static final double[] COSTS = {1, 1.01, 1.02, .99, 1, .98, 1, 1.04};
    private static final double[] TOKENS = {500, 510, 495, 505, 500, 490, 500, 502};

    @Inject
    Pool pool;

    private JsonPath analysis() {
        var runner = new Runner(pool);
        var start = Instant.now().minus(Duration.ofHours(20));
        for (var run = 0; run < LATENCIES.length; run++) {
            var told = runner.completed(
                    start.plus(Duration.ofHours(run)),
                    Runner.metric("latency", "avg_latency_ms", LATENCIES[run]),
                    Runner.metric("cost", "total_cost", COSTS[run]),
                    Runner.metric("token_count", "input_tokens", TOKENS[run]));
            runner.send(told);
            runner.awaitTaken(told);
        }
        return given().post("/regression-detection/analyze/" + runner.model())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static double[] numbers(List<Float> told) {
        return told.stream().mapToDouble(Float::doubleValue).toArray();
    }

    @Test
    void adjustsTheChancesOfARunsMetricsByTheRuleThatIsSet() {
        var analysis = analysis();
        var chances = numbers(analysis.getList("results.p_value", Float.class));
        var adjusted = numbers(analysis.getList("results.statistical_details.q_value", Float.class));

        assertThat(chances).hasSize(3);
        assertThat(adjusted).containsExactly(FalseDiscovery.BENJAMINI_YEKUTIELI.adjusted(chances), within(1e-6));
        var latency = latencyAt(analysis);
        assertThat(adjusted[latency])
                .isLessThan(.05)
                .isGreaterThan(1.5 * FalseDiscovery.BENJAMINI_HOCHBERG.adjusted(chances)[latency]);
    }

    private static int latencyAt(JsonPath analysis) {
        return analysis.getList("results.metric_name").indexOf("avg_latency_ms");
    }
}
