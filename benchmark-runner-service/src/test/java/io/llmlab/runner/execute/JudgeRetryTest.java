package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What becomes of a run that is tried again because its judge was away.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class JudgeRetryTest {

    /// A verdict (100 tokens in, 10 out) costs 0.12 USD.
    private static final Map<String, Object> JUDGE_PRICES =
            Map.of("cost_per_input_token", 0.001, "cost_per_output_token", 0.002);

    private static final FakeEndpoint.Behaviour THERE = JudgeTest::acceptsFourAndSixAndMumblesAtEight;
    private static final FakeEndpoint.Behaviour AWAY = FakeEndpoint.refuses(400, "{}");

    @Test
    void keepsWhatVerdictsTookHoweverOftenTheyAreAskedFor() {
        var dataset = "labelled-" + UUID.randomUUID();
        Bench.upload(
                dataset,
                "{\"prompt\": \"1 plus itself?\", \"target\": \"2\", \"labelled_answer\": \"It is 4\", \"label\": 1}");
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that(onlyOf("It is 4"))) {
            var judge = JudgeTest.judge(Bench.model(judging.baseUrl(), JUDGE_PRICES));
            var id = Bench.start(Bench.model(endpoint.baseUrl(), Map.of()), dataset, Map.of("scorer", judge));
            assertThat(Bench.end(id).getString("status")).isEqualTo("failed");

            judging.from(AWAY);
            assertThat(again(id).getString("status")).isEqualTo("failed");
            judging.from(onlyOf("It is 2"));
            var run = again(id);

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            // One verdict on the labelled answer, and one on the model's own.
            assertThat(JudgeTest.metric(run, "judge_cost")).isCloseTo(2 * 0.12, within(1e-9));
            assertThat(JudgeTest.metric(run, "judge_tokens_input")).isEqualTo(200);
            assertThat(JudgeTest.metric(run, "judge_tokens_output")).isEqualTo(20);
            assertThat(JudgeTest.metric(run, "judge_agreement")).isEqualTo(1);
        }
    }

    /// Judges one answer, and is away for all others.
    private static FakeEndpoint.Behaviour onlyOf(String answer) {
        return (exchange, question, n) ->
                (question.contains("\n" + answer + "\n") ? THERE : AWAY).answer(exchange, question, n);
    }

    private static JsonPath again(long run) {
        Bench.post("/benchmark-runs/%d/retry".formatted(run)).statusCode(202);
        return Bench.end(run);
    }
}
