package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
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
    private static final FakeEndpoint.Behaviour DENIES = FakeEndpoint.refuses(401, "{}");

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

    @Test
    void asksNoMoreWhereTheJudgeIsStillAwayThoughItWasThereAtFirst() {
        var hanging = new CountDownLatch(1);
        try (var endpoint = FakeEndpoint.that((exchange, question, n) ->
                        (n < 5 ? FakeEndpoint.adds() : FakeEndpoint.hangs(hanging)).answer(exchange, question, n));
                var judging = FakeEndpoint.that(
                        (exchange, question, n) -> (n < 3 ? THERE : DENIES).answer(exchange, question, n))) {
            var judge = JudgeTest.judge(Bench.model(judging.baseUrl(), Map.of()));
            var model = Bench.model(endpoint.baseUrl(), Map.of());
            var id = Bench.start(model, Bench.sums(10), Map.of("scorer", judge, "concurrency", 1));
            cancelAfter(4, id);
            endpoint.from(FakeEndpoint.adds());

            var run = again(id);

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("failed");
            assertThat(run.getString("error_message")).contains("The judge did not answer", "401");
            assertThat(endpoint.questions()).hasSize(5);
        } finally {
            hanging.countDown();
        }
    }

    @Test
    void givesUpAModelThatIsAwayThoughItsJudgeIsThere() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that(DENIES)) {
            var judge = JudgeTest.judge(Bench.model(judging.baseUrl(), Map.of()));
            // The first question has no answer, so that something is left to ask.
            endpoint.from(
                    (exchange, question, n) -> (n == 1 ? AWAY : FakeEndpoint.adds()).answer(exchange, question, n));
            var model = Bench.model(endpoint.baseUrl(), Map.of());
            var id = Bench.start(model, Bench.sums(2), Map.of("scorer", judge, "concurrency", 1));
            assertThat(Bench.end(id).getString("status")).isEqualTo("failed");

            judging.from(THERE);
            endpoint.from(DENIES);
            var run = again(id);

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("failed");
            assertThat(run.getString("error_message")).contains("None of the first 1 requests was answered", "401");
        }
    }

    @Test
    void failsToJudgeAgainWhereTheJudgeHasGone() {
        var hanging = new CountDownLatch(1);
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that((exchange, question, n) ->
                        (n < 3 ? THERE : FakeEndpoint.hangs(hanging)).answer(exchange, question, n))) {
            var model = Bench.model(endpoint.baseUrl(), Map.of());
            var dataset = Bench.sums(10);
            var first = Bench.run(model, dataset, Map.of()).getLong("id");
            var rescore =
                    new HashMap<>(JudgeTest.rescore(first, JudgeTest.judge(Bench.model(judging.baseUrl(), Map.of()))));
            rescore.put("concurrency", 1);
            var id = Bench.start(model, dataset, rescore);
            cancelAfter(2, id);
            judging.from(DENIES);

            var run = again(id);

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("failed");
            assertThat(run.getString("error_message")).contains("The judge did not answer", "401");
        } finally {
            hanging.countDown();
        }
    }

    private static void cancelAfter(int samples, long run) {
        await().atMost(Bench.PATIENCE).until(() -> Bench.read(run).getInt("progress.done") == samples);
        Bench.post("/benchmark-runs/%d/cancel".formatted(run)).statusCode(200);
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
