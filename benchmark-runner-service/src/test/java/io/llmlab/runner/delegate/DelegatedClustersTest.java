package io.llmlab.runner.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.runner.Contract;
import io.llmlab.runner.dataset.ItemKey;
import io.llmlab.runner.execute.Bench;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// A run of the service's own, whose samples an executor brings.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class DelegatedClustersTest {

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    /// Two texts with two questions each, answered alike: sqrt(1 + 1) / 4, as in SampleTallyTest.
    @Test
    void tellsWhichItemsBelongTogether() {
        try (var runner = FakeRunner.that((exchange, _, _) -> FakeRunner.send(exchange, 200, """
                        {"model_name": "x", "samples": [
                            {"id": "a1", "score": 1, "cluster": "a"}, {"id": "a2", "score": 1, "cluster": "a"},
                            {"id": "b1", "score": 0, "cluster": "b"}, {"id": "b2", "score": 0, "cluster": "b"}]}""", Map.of()))) {
            var id = Bench.end(Delegated.start(Delegated.register(runner.url(), Map.of()), Map.of()))
                    .getLong("id");

            assertThat(Bench.get("/benchmark-runs/%d/metrics".formatted(id))
                            .getDouble("find { it.metric_name == 'overall_accuracy' }.std_error"))
                    .isCloseTo(Math.sqrt(2) / 4, within(1e-7));
            var event = new TopicReader(bootstrapServers)
                    .await("llmlab.run-completed.v1", 1, Bench.PATIENCE, told -> idIn(told.value()) == id)
                    .getFirst()
                    .value();
            Contract.assertSatisfied("run-completed", event);
            var a = ItemKey.ofCluster("a");
            var b = ItemKey.ofCluster("b");
            assertThat(JsonPath.from(event).getList("item_clusters")).containsExactly(a, a, b, b);
        }
    }

    private static long idIn(String event) {
        return JsonPath.from(event).getLong("run_id");
    }
}
