package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.runner.Contract;
import io.llmlab.runner.RunEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class JudgeTest {

    /// An answer of the model costs 0.053 USD, a verdict (100 tokens in, 10 out) 0.12.
    private static final Map<String, Object> PRICES =
            Map.of("cost_per_input_token", 0.001, "cost_per_output_token", 0.01);

    private static final Map<String, Object> JUDGE_PRICES =
            Map.of("cost_per_input_token", 0.001, "cost_per_output_token", 0.002);

    @Inject
    Pool pool;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void asksAnotherModelAndKeepsItsCostAndSnapshotApart() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that(JudgeTest::acceptsFourAndSixAndMumblesAtEight)) {
            var model = Bench.model(endpoint.baseUrl(), PRICES);
            var judge = Bench.model(judging.baseUrl(), JUDGE_PRICES);

            var run = Bench.run(model, Bench.sums(20), Map.of("scorer", judge(judge)));

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            // Of twenty verdicts one cannot be read: nobody knows what that answer is worth.
            assertThat(run.getDouble("accuracy")).isCloseTo(2 / 19.0, within(1e-6));
            assertThat(metric(run, "unparsed_rate")).isCloseTo(.05, within(1e-6));
            assertThat(run.getBoolean("measurable")).isTrue();
            assertThat(run.getDouble("total_cost")).isCloseTo(20 * 0.053, within(1e-6));
            assertThat(metric(run, "judge_cost")).isCloseTo(20 * 0.12, within(1e-6));
            assertThat(metric(run, "judge_tokens_input")).isEqualTo(2000);
            assertThat(spent(run.getLong("model_id"))).isCloseTo(20 * 0.053, within(1e-9));
            assertThat(spent(idOf(judge))).isCloseTo(20 * 0.12, within(1e-9));
            assertThat(judging.questions().getFirst()).contains("plus itself?").contains("It is ");
            assertThat(judging.questions()).hasSize(20);

            var samples = samples(run);
            assertThat(samples.getString("[1].judge.reply")).isEqualTo("Fine.\nVERDICT: CORRECT");
            assertThat(samples.getString("[1].judge.model_resolved")).isEqualTo("judge-2026-10-01");
            assertThat(samples.getString("[1].judge.system_fingerprint")).isEqualTo("fp_judge");
            assertThat(samples.getString("[1].model_resolved")).isEqualTo(FakeEndpoint.MODEL);
            assertThat(samples.getFloat("[1].score")).isEqualTo(1);
            assertThat(samples.getFloat("[0].score")).isZero();
            assertThat(samples.<Float>get("[3].score")).isNull();
            assertThat(samples.getBoolean("[3].parsed")).isFalse();
            assertThat(run.getString("fingerprint.scorer")).isEqualTo("llm_judge:1");
            assertThat(run.getString("fingerprint.scorer_judge"))
                    .isEqualTo("%s (model %d)".formatted(judge, idOf(judge)));
        }
    }

    @Test
    void readsNoVerdictOfAReplyThatWasCutOff() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that((exchange, _, _) -> say(exchange, "VERDICT: CORRECT", "length"))) {
            var judge = judge(Bench.model(judging.baseUrl(), Map.of()));

            var run = Bench.run(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(1), Map.of("scorer", judge));

            assertThat(metric(run, "unparsed_rate")).isEqualTo(1);
            assertThat(run.<Double>get("accuracy")).isNull();
            assertThat(samples(run).getString("[0].judge.reply")).isEqualTo("VERDICT: CORRECT");
        }
    }

    @Test
    void measuresAnotherThingWithAnotherJudge() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that(JudgeTest::acceptsFourAndSixAndMumblesAtEight)) {
            var model = Bench.model(endpoint.baseUrl(), Map.of());
            var judge = Bench.model(judging.baseUrl(), Map.of());
            var other = Bench.model(judging.baseUrl(), Map.of("remote_name", "another"));
            var dataset = Bench.sums(2);

            var streams = List.of(
                    stream(model, dataset, judge(judge)),
                    stream(model, dataset, judge(other)),
                    stream(model, dataset, with(judge(judge), "rubric", "Is it polite? {answer}")),
                    stream(model, dataset, with(judge(judge), "scale", Map.of("CORRECT", 1, "INCORRECT", .1))));

            assertThat(streams).doesNotHaveDuplicates();
            assertThat(stream(model, dataset, judge(String.valueOf(idOf(judge)))))
                    .isEqualTo(streams.getFirst());
            RestAssured.given()
                    .contentType(ContentType.JSON)
                    .body(Map.of("request", Map.of("query", Map.of("version", "2"))))
                    .put("/models/" + idOf(judge))
                    .then()
                    .statusCode(200);
            assertThat(stream(model, dataset, judge(judge))).isNotIn(streams);
        }
    }

    @Test
    void saysHowFarTheJudgeAgreesWithPeople() {
        var dataset = "labelled-" + UUID.randomUUID();
        // The judge accepts 4 and 6: it agrees on the first, the second and the fourth, and mumbles at the fifth.
        Bench.upload(dataset, """
                {"id": "a", "prompt": "1 plus itself?", "target": "2", "labelled_answer": "It is 4", "label": "correct"}
                {"id": "b", "prompt": "2 plus itself?", "target": "4", "labelled_answer": "It is 9", "label": "INCORRECT"}
                {"id": "c", "prompt": "3 plus itself?", "target": "6", "labelled_answer": "It is 10", "label": 1}
                {"id": "d", "prompt": "5 plus itself?", "target": "10", "labelled_answer": "It is 6", "label": 1}
                {"id": "e", "prompt": "6 plus itself?", "target": "12", "labelled_answer": "It is 8", "label": 0}
                {"id": "f", "prompt": "7 plus itself?", "target": "14"}
                {"id": "g", "prompt": "8 plus itself?", "target": "16", "labelled_answer": null, "label": null}
                {"id": "h", "prompt": "9 plus itself?", "target": "18", "labelled_answer": "It is 4", "label": null}
                {"id": "i", "prompt": "10 plus itself?", "target": "20", "labelled_answer": null, "label": "correct"}""");
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that(JudgeTest::acceptsFourAndSixAndMumblesAtEight)) {
            var model = Bench.model(endpoint.baseUrl(), Map.of());
            var judge = Bench.model(judging.baseUrl(), JUDGE_PRICES);

            var run = Bench.run(model, dataset, Map.of("scorer", judge(judge), "repeats", 2));

            assertThat(metric(run, "judge_agreement")).isCloseTo(3 / 5.0, within(1e-6));
            // p_o = 3/5; the labels have 3 right and 2 wrong, the verdicts 2, 2 and one that is none: p_e = 10/25.
            assertThat(metric(run, "judge_kappa")).isCloseTo(1 / 3.0, within(1e-6));
            // Each labelled answer is judged once, however often the item is asked.
            assertThat(judging.questions()).hasSize(18 + 5);
            assertThat(metric(run, "judge_cost")).isCloseTo(23 * 0.12, within(1e-6));
            assertThat(samples(run).getFloat("[2].judge.label")).isEqualTo(1);
            assertThat(samples(run).getFloat("[2].judge.label_score")).isZero();

            var wrong = Bench.run(
                    model, dataset, Map.of("scorer", with(judge(judge), "scale", List.of(2, 5)), "repeats", 2));
            assertThat(wrong.getString("error_message")).contains("the label '0'", "a number from 2 to 5");
        }
    }

    @Test
    void failsWhereTheJudgeIsNotToBeHad() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that(FakeEndpoint.refuses(401, "{\"error\": {\"message\": \"no key\"}}"))) {
            var model = Bench.model(endpoint.baseUrl(), PRICES);

            var run =
                    Bench.run(model, Bench.sums(3), Map.of("scorer", judge(Bench.model(judging.baseUrl(), Map.of()))));

            assertThat(run.getString("status")).isEqualTo("failed");
            assertThat(run.getString("error_message")).contains("The judge did not answer", "401", "api_key_ref");
            assertThat(samples(run).getString("[0].answer")).isEqualTo("It is 2");
            assertThat(run.getDouble("total_cost")).isCloseTo(run.getInt("sample_count") * 0.053, within(1e-6));
            assertThat(spent(run.getLong("model_id"))).isCloseTo(run.getDouble("total_cost"), within(1e-6));
        }
    }

    @Test
    void paysTheJudgeOfTheRunsMoney() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that(JudgeTest::acceptsFourAndSixAndMumblesAtEight)) {
            var model = Bench.model(endpoint.baseUrl(), PRICES);
            var judge = judge(Bench.model(judging.baseUrl(), JUDGE_PRICES));

            // 0.173 USD an item: the third spends what is left.
            var run = Bench.run(model, Bench.sums(9), Map.of("scorer", judge, "max_cost", 0.4, "concurrency", 1));

            assertThat(run.getString("error_message")).contains("have cost 0.5190 USD", "6 of the run's questions");
            assertThat(metric(run, "judge_cost")).isCloseTo(3 * 0.12, within(1e-6));

            var unpriced = judge(Bench.model(judging.baseUrl(), Map.of()));
            var unknown = Bench.run(model, Bench.sums(2), Map.of("scorer", unpriced, "max_cost", 1));
            assertThat(unknown.getString("error_message"))
                    .contains("max_cost needs prices", unpriced.get("model") + "");
        }
    }

    @Test
    void judgesWhatIsStoredWhenTheRunIsTriedAgain() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that(FakeEndpoint.refuses(401, "{\"error\": {\"message\": \"no key\"}}"))) {
            var model = Bench.model(endpoint.baseUrl(), PRICES);
            var judge = Bench.model(judging.baseUrl(), JUDGE_PRICES);
            // The first question has no answer at first.
            endpoint.from((exchange, question, n) -> (question.startsWith("1 ")
                            ? FakeEndpoint.refuses(400, "{}")
                            : FakeEndpoint.adds())
                    .answer(exchange, question, n));
            var id = Bench.start(model, Bench.sums(20), Map.of("scorer", judge(judge), "concurrency", 1));
            var failed = Bench.end(id);
            assertThat(failed.getString("error_message")).contains("The judge did not answer", "401");
            endpoint.from(FakeEndpoint.adds());
            var asked = endpoint.questions().size();
            var answered = samples(failed).getList("answer").stream()
                    .filter(Objects::nonNull)
                    .count();
            assertThat(answered).isPositive();

            // The judge is not there yet, so nothing is paid for in vain.
            Bench.post("/benchmark-runs/%d/retry".formatted(id)).statusCode(202);
            assertThat(Bench.end(id).getString("error_message")).contains("The judge did not answer");
            assertThat(endpoint.questions()).hasSize(asked);

            judging.from(JudgeTest::acceptsFourAndSixAndMumblesAtEight);
            Bench.post("/benchmark-runs/%d/retry".formatted(id)).statusCode(202);
            var run = Bench.end(id);

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            assertThat(run.getInt("error_count")).isZero();
            assertThat(run.getInt("progress.done")).isEqualTo(20);
            assertThat(run.getDouble("accuracy")).isCloseTo(2 / 19.0, within(1e-6));
            assertThat(samples(run).getList("answer")).hasSize(20).doesNotContainNull();
            // No answer was got twice, however often it was to be judged.
            assertThat(endpoint.questions()).hasSize(asked + 20 - (int) answered);
            assertThat(run.getDouble("total_cost")).isCloseTo(20 * 0.053, within(1e-6));
            assertThat(samples(run).getList("latency_ms")).hasSize(20).doesNotContainNull();
            assertThat(spent(run.getLong("model_id"))).isCloseTo(20 * 0.053, within(1e-6));
            assertThat(metric(run, "judge_cost")).isCloseTo(20 * 0.12, within(1e-6));
            assertThat(spent(idOf(judge))).isCloseTo(20 * 0.12, within(1e-6));
        }
    }

    @Test
    void tellsWhatTheJudgeCostBesideTheRunsOwnCost() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that(JudgeTest::acceptsFourAndSixAndMumblesAtEight)) {
            var model = Bench.model(endpoint.baseUrl(), PRICES);
            var judged = Bench.run(
                    model, Bench.sums(3), Map.of("scorer", judge(Bench.model(judging.baseUrl(), JUDGE_PRICES))));
            var unpriced =
                    Bench.run(model, Bench.sums(3), Map.of("scorer", judge(Bench.model(judging.baseUrl(), Map.of()))));

            var told = completed(judged.getLong("id"));
            assertThat(told.path("judge_cost").asDouble()).isCloseTo(3 * 0.12, within(1e-6));
            assertThat(told.path("total_cost").asDouble()).isCloseTo(3 * 0.053, within(1e-6));
            assertThat(completed(unpriced.getLong("id")).path("judge_cost").isNull())
                    .isTrue();
        }
    }

    @Test
    void judgesStoredAnswersAgain() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that(JudgeTest::acceptsFourAndSixAndMumblesAtEight)) {
            var model = Bench.model(endpoint.baseUrl(), PRICES);
            var dataset = Bench.sums(20);
            var first = Bench.run(model, dataset, Map.of());
            var judge = judge(Bench.model(judging.baseUrl(), JUDGE_PRICES));
            var rescore = rescore(first.getLong("id"), judge);

            var again = Bench.run(model, dataset, rescore);

            assertThat(again.getString("status")).as(again.prettify()).isEqualTo("completed");
            assertThat(again.getDouble("accuracy")).isCloseTo(2 / 19.0, within(1e-6));
            assertThat(metric(again, "judge_cost")).isCloseTo(20 * 0.12, within(1e-6));
            assertThat(again.<Double>get("total_cost")).isNull();
            assertThat(endpoint.questions()).hasSize(20);
            assertThat(judging.questions()).hasSize(20);

            var poor = new HashMap<>(rescore);
            poor.put("scorer", with(judge, "temperature", 0));
            poor.put("max_cost", 0.2);
            poor.put("concurrency", 1);
            var broke = Bench.run(model, dataset, poor);
            assertThat(broke.getString("error_message")).contains("18 of the run's answers were not judged");
            assertThat(broke.getInt("sample_count")).isEqualTo(2);

            judging.from(FakeEndpoint.refuses(403, "{}"));
            var denied = new HashMap<>(rescore);
            denied.put("scorer", with(judge, "temperature", 1));
            var refused = Bench.run(model, dataset, denied);
            assertThat(refused.getString("error_message")).contains("The judge did not answer", "403");

            judging.from(JudgeTest::acceptsFourAndSixAndMumblesAtEight);
            Bench.post("/benchmark-runs/%d/retry".formatted(refused.getLong("id")))
                    .statusCode(202);
            var retried = Bench.end(refused.getLong("id"));
            assertThat(retried.getString("status")).as(retried.prettify()).isEqualTo("completed");
            assertThat(retried.getDouble("accuracy")).isCloseTo(2 / 19.0, within(1e-6));
            assertThat(endpoint.questions()).hasSize(20);
        }
    }

    @Test
    void storesVerdictsOfStoredAnswersAsTheyCome() {
        var paid = new AtomicReference<>(0.0);
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that(JudgeTest::acceptsFourAndSixAndMumblesAtEight)) {
            var model = Bench.model(endpoint.baseUrl(), Map.of());
            var dataset = Bench.sums(2);
            var first = Bench.run(model, dataset, Map.of()).getLong("id");
            var judge = Bench.model(judging.baseUrl(), JUDGE_PRICES);
            var id = idOf(judge);
            judging.from((exchange, question, n) -> {
                if (n == 2) {
                    paid.set(await().atMost(Bench.PATIENCE).ignoreExceptions().until(() -> spent(id), usd -> usd > 0));
                }
                acceptsFourAndSixAndMumblesAtEight(exchange, question, n);
            });

            Bench.run(model, dataset, with(rescore(first, judge(judge)), "concurrency", 1));

            assertThat(paid.get()).isCloseTo(0.12, within(1e-9));
        }
    }

    @Test
    void letsABetterJudgeReadWhatAnotherMumbledAt() {
        try (var endpoint = FakeEndpoint.that(FakeEndpoint.adds());
                var judging = FakeEndpoint.that((exchange, _, _) -> say(exchange, "Who knows?"))) {
            var model = Bench.model(endpoint.baseUrl(), Map.of());
            var dataset = Bench.sums(2);
            var judge = judge(Bench.model(judging.baseUrl(), Map.of()));
            var mumbled = Bench.run(model, dataset, Map.of("scorer", judge));
            assertThat(mumbled.getBoolean("measurable")).isFalse();

            var again = Bench.run(model, dataset, rescore(mumbled.getLong("id"), "numeric"));

            assertThat(again.getString("error_message")).isNull();
            assertThat(again.getDouble("accuracy")).isEqualTo(1);
            assertThat(again.getBoolean("measurable")).isTrue();
        }
    }

    @Test
    void refusesAJudgeThatCannotJudge() {
        var model = Bench.model("http://127.0.0.1:9/v1", Map.of());
        var dataset = Bench.sums(1);
        var deactivated = Bench.model("http://127.0.0.1:9/v1", Map.of());
        RestAssured.delete("/models/" + idOf(deactivated)).then().statusCode(200);

        assertThat(refusal(model, dataset, Map.of("scorer", judge("nobody")))).contains("no model nobody");
        assertThat(refusal(model, dataset, Map.of("scorer", judge(deactivated))))
                .contains("is deactivated");
        assertThat(refusal(model, dataset, Map.of("scorer", "llm_judge"))).contains("must be an object");
    }

    private static String refusal(String model, String dataset, Map<String, Object> config) {
        return Bench.ask(model, dataset, config).statusCode(422).extract().asString();
    }

    static void acceptsFourAndSixAndMumblesAtEight(HttpExchange exchange, String question, int n) throws IOException {
        var answer = question.replaceAll("(?s).*<<<answer \\p{XDigit}+>>>\nIt is (\\d+)\n<<<end of answer.*", "$1");
        say(
                exchange,
                switch (answer) {
                    case "4", "6" -> "Fine.\\nVERDICT: CORRECT";
                    case "8" -> "Who knows?";
                    default -> "VERDICT: INCORRECT";
                });
    }

    private static void say(HttpExchange exchange, String text) throws IOException {
        say(exchange, text, "stop");
    }

    private static void say(HttpExchange exchange, String text, String finish) throws IOException {
        FakeEndpoint.send(exchange, 200, """
                {"model": "judge-2026-10-01", "system_fingerprint": "fp_judge",
                 "choices": [{"message": {"role": "assistant", "content": "%s"}, "finish_reason": "%s"}],
                 "usage": {"prompt_tokens": 100, "completion_tokens": 10}}""".formatted(text, finish), Map.of());
    }

    static Map<String, Object> judge(String model) {
        return Map.of("type", "llm_judge", "model", model);
    }

    static Map<String, Object> rescore(long run, Object scorer) {
        return Map.of("executor", "rescore", "arguments", Map.of("run_id", run), "scorer", scorer);
    }

    private static Map<String, Object> with(Map<String, Object> judge, String name, Object value) {
        var more = new HashMap<>(judge);
        more.put(name, value);
        return more;
    }

    private static String stream(String model, String dataset, Map<String, Object> judge) {
        return Bench.run(model, dataset, Map.of("scorer", judge)).getString("stream");
    }

    private JsonNode completed(long run) {
        var event = new TopicReader(bootstrapServers)
                .await("llmlab.run-completed.v1", 1, Bench.PATIENCE, RunEvents.of(run))
                .getFirst();
        Contract.assertSatisfied("run-completed", event.value());
        try {
            return new ObjectMapper().readTree(event.value());
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    private double spent(long model) {
        return pool.preparedQuery("select usd from spending where model_id = $1")
                .executeAndAwait(Tuple.of(model))
                .iterator()
                .next()
                .getDouble(0);
    }

    private long idOf(String model) {
        return pool.preparedQuery("select id from model where name = $1")
                .executeAndAwait(Tuple.of(model))
                .iterator()
                .next()
                .getLong(0);
    }

    private static JsonPath samples(JsonPath run) {
        return Bench.get("/benchmark-runs/%d/samples?limit=500".formatted(run.getLong("id")));
    }

    static double metric(JsonPath run, String name) {
        return Bench.get("/benchmark-runs/%d/metrics".formatted(run.getLong("id")))
                .getDouble("find { it.metric_name == '%s' }.value".formatted(name));
    }
}
