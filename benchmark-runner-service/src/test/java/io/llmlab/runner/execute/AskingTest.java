package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What is the same whichever API is spoken.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class AskingTest {

    @Test
    void countsRefusalsAndAnswersWithoutForm() {
        try (var endpoint = FakeEndpoint.that((exchange, question, n) -> {
            switch (question.charAt(0)) {
                case '1' -> FakeEndpoint.say(exchange, "I'm sorry, but I can't help with that.");
                case '2' -> FakeEndpoint.send(exchange, 200, """
                        {"choices": [{"message": {"role": "assistant", "content": null, "refusal": "No."},
                            "finish_reason": "stop"}]}""", Map.of());
                case '3' -> FakeEndpoint.say(exchange, "Well, who knows?");
                default -> FakeEndpoint.adds().answer(exchange, question, n);
            }
        })) {
            var run = Bench.run(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(4), Map.of());

            assertThat(metric(run, "refusal_rate")).isEqualTo(.5f);
            assertThat(metric(run, "unparsed_rate")).isEqualTo(.75f);
            assertThat(run.getDouble("accuracy")).isEqualTo(.25);
            var accuracy = Bench.get("/benchmark-runs/%d/metrics".formatted(run.getLong("id")))
                    .getMap("find { it.metric_name == 'overall_accuracy' }.metadata.interval");
            assertThat(accuracy.get("method")).isEqualTo("wilson");
            assertThat(samples(run).getString("[1].answer")).isEqualTo("No.");
        }
    }

    @Test
    void asksEachItemSeveralTimes() {
        // Each question is answered rightly the first time only.
        try (var endpoint = FakeEndpoint.that((exchange, question, n) -> {
            if (n <= 3) {
                FakeEndpoint.adds().answer(exchange, question, n);
            } else {
                FakeEndpoint.say(exchange, "It is 0");
            }
        })) {
            var run = Bench.run(
                    Bench.model(endpoint.baseUrl(), Map.of()),
                    Bench.sums(3),
                    Map.of("repeats", 4, "pass_at", List.of(1, 2), "concurrency", 1));

            assertThat(run.getInt("sample_count")).as(run.prettify()).isEqualTo(12);
            assertThat(endpoint.questions()).hasSize(12);
            assertThat(run.getDouble("accuracy")).isEqualTo(.25);
            assertThat(metric(run, "pass@1")).isEqualTo(.25f);
            assertThat(metric(run, "pass@2")).isEqualTo(.5f);
            assertThat(metric(run, "item_variance")).isEqualTo(.25f);
            assertThat(samples(run).getList("epoch")).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3);
            assertThat(samples(run).getList("item_key")).doesNotContainNull().hasSize(12);
            assertThat(run.getInt("fingerprint.repeats")).isEqualTo(4);
        }
    }

    @Test
    void asksFewerAtATimeWhenThereWereTooMany() {
        var eight = new CountDownLatch(8);
        var four = new CountDownLatch(4);
        var arrived = new ConcurrentSkipListSet<Integer>();
        var seen = new AtomicInteger();
        try (var endpoint = FakeEndpoint.that((exchange, question, n) -> {
            seen.incrementAndGet();
            if (n <= 8) {
                eight.countDown();
                FakeEndpoint.waitFor(eight);
                FakeEndpoint.send(exchange, 429, "too many", Map.of());
            } else {
                four.countDown();
                FakeEndpoint.waitFor(four);
                arrived.add(seen.get());
                FakeEndpoint.adds().answer(exchange, question, n);
            }
        })) {
            var run = Bench.run(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(30), Map.of("concurrency", 8));

            assertThat(run.getInt("error_count")).as(run.prettify()).isZero();
            assertThat(run.getDouble("accuracy")).isEqualTo(1);
            assertThat(endpoint.questions()).hasSize(38);
            // Of those that were refused half came again, and no ninth to twelfth before one of them was answered.
            assertThat(arrived.first()).isEqualTo(12);
        }
    }

    @Test
    void waitsAsLongAsGoogleAsks() {
        var body =
                "{\"error\": {\"code\": 429, \"message\": \"Quota\", \"status\": \"RESOURCE_EXHAUSTED\", \"details\":"
                        + " [{\"@type\": \"type.googleapis.com/google.rpc.RetryInfo\", \"retryDelay\": \"58.934310785s\"}]}}";
        assertThat(RetryAfter.inBody(json(body))).contains(Duration.ofMillis(58_934));
        assertThat(RetryAfter.inBody(json("{\"error\": {\"details\": [{\"retryDelay\": \"soon\"}]}}")))
                .isEmpty();
        assertThat(RetryAfter.inBody(json("{}"))).isEmpty();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    private static JsonPath samples(JsonPath run) {
        return Bench.get("/benchmark-runs/%d/samples".formatted(run.getLong("id")));
    }

    private static float metric(JsonPath run, String name) {
        return Bench.get("/benchmark-runs/%d/metrics".formatted(run.getLong("id")))
                .getFloat("find { it.metric_name == '%s' }.value".formatted(name));
    }
}
