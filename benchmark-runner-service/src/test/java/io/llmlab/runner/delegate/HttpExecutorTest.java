package io.llmlab.runner.delegate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.runner.execute.Bench;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class HttpExecutorTest {

    @Inject
    Pool pool;

    @Test
    void takesResultsInPartsUntilTheEnd() {
        try (var runner = FakeRunner.that(FakeRunner.accepts())) {
            var executor = Delegated.register(runner.url(), Map.of("heartbeat_seconds", 30));
            var id = Delegated.start(executor, Map.of("shots", 5));
            var offer = Delegated.offerOf(runner, id);
            assertThat(offer.at("/config/arguments/shots").asInt()).isEqualTo(5);
            assertThat(offer.path("callback_url").asText()).endsWith("/benchmark-runs/" + id);
            assertThat(offer.path("heartbeat_seconds").asInt()).isEqualTo(30);

            Delegated.report(offer, "{\"progress\": {\"done\": 0, \"total\": 3}}")
                    .statusCode(200);
            Delegated.report(
                            offer,
                            "{\"samples\": [{\"id\": \"a\", \"score\": 1}, {\"id\": \"b\", \"error\": \"slow\"}]}")
                    .statusCode(200)
                    .body("progress.done", equalTo(2))
                    .body("progress.total", equalTo(3))
                    .body("error_count", equalTo(1));
            Delegated.report(offer, "{\"samples\": [{\"id\": \"b\", \"score\": 0}, {\"id\": \"c\", \"score\": 1}]}")
                    .statusCode(200)
                    .body("progress.done", equalTo(3))
                    .body("error_count", equalTo(0));
            Delegated.report(offer, """
                            {"status": "completed", "fingerprint": {"prompt": "p1"},
                             "metrics": [{"metric_type": "f1_score", "metric_name": "macro", "value": 0.5}]}""").statusCode(200);
            Delegated.report(offer, "{}").statusCode(409);

            var run = Bench.end(id);
            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            assertThat(run.getInt("sample_count")).isEqualTo(3);
            assertThat(run.getDouble("accuracy")).isEqualTo(2.0 / 3, within(1e-6));
            assertThat(run.getString("fingerprint.prompt")).isEqualTo("p1");
            assertThat(run.getString("fingerprint.harness")).isEqualTo("http:" + executor);
            assertThat(Bench.get("/benchmark-runs/%d/metrics".formatted(id)).getList("metric_name"))
                    .contains("macro", "overall_accuracy");
            assertThat(Bench.get("/benchmark-runs/%d/samples".formatted(id)).getList("id"))
                    .containsExactly("a", "b", "c");
            Delegated.report(offer, "{}").statusCode(409).body("detail", containsString("completed"));
            assertThat(runner.offers()).hasSize(1);
        }
    }

    @Test
    void takesAnAnswerAsTheResult() {
        try (var runner = FakeRunner.that((exchange, offer, n) -> FakeRunner.send(
                exchange, 200, "{\"model_name\": \"x\", \"samples\": [{\"id\": \"a\", \"score\": 0.5}]}", Map.of()))) {
            var run = Bench.end(Delegated.start(Delegated.register(runner.url(), Map.of()), Map.of()));

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            assertThat(run.getDouble("accuracy")).isEqualTo(0.5);
        }
    }

    @Test
    void triesAgainUntilTheRunnerIsReady() {
        try (var runner = FakeRunner.that((exchange, offer, n) -> FakeRunner.send(
                exchange, n == 1 ? 503 : n == 2 ? 429 : 202, "", n == 2 ? Map.of("Retry-After", "1") : Map.of()))) {
            var id = Delegated.start(Delegated.register(runner.url(), Map.of()), Map.of());
            await().atMost(Bench.PATIENCE).until(() -> runner.offers().size() == 3);
            assertThat(runner.ids()).containsOnly(runner.ids().getFirst());

            // Any of the tokens may be used: the runner may have kept the first offer.
            Delegated.report(
                            id,
                            runner.offers().getFirst().path("callback_token").asText(),
                            "{\"status\": \"failed\", \"error_message\": \"no GPU\"}")
                    .statusCode(200);

            var run = Bench.end(id);
            assertThat(run.getString("status")).isEqualTo("failed");
            assertThat(run.getString("error_message")).contains("no GPU");
        }
    }

    @Test
    void saysWhyNobodyTookTheRun() {
        fails(
                Delegated.register("http://127.0.0.1:9/runs", Map.of()),
                "could not be reached",
                "give-up-after",
                "retry");
        fails(
                Delegated.register("http://127.0.0.1:9/runs", Map.of("secret_ref", "NOBODY_SET_THIS")),
                "NOBODY_SET_THIS",
                "secret_ref");
        try (var refuses =
                        FakeRunner.that((exchange, _, _) -> FakeRunner.send(exchange, 400, "no such task", Map.of()));
                var garbage = FakeRunner.that((exchange, _, _) -> FakeRunner.send(exchange, 200, "<html>", Map.of()));
                var later = FakeRunner.that(
                        (exchange, _, _) -> FakeRunner.send(exchange, 503, "", Map.of("Retry-After", "3600")))) {
            fails(Delegated.register(refuses.url(), Map.of()), "answered 400", "no such task");
            fails(Delegated.register(garbage.url(), Map.of()), "answered 200", "no result");
            fails(Delegated.register(later.url(), Map.of()), "answered 503", "3600 s");
        }
    }

    @Test
    void failsARunOfWhichNothingIsHeardAndKeepsItsSamples() {
        try (var runner = FakeRunner.that(FakeRunner.accepts())) {
            var executor = Delegated.register(runner.url(), Map.of("heartbeat_seconds", 5));
            var id = Delegated.start(executor, Map.of());
            var offer = Delegated.offerOf(runner, id);
            Delegated.report(offer, "{\"samples\": [{\"id\": \"a\", \"score\": 1}]}")
                    .statusCode(200);

            var run = Bench.end(id);

            assertThat(run.getString("status")).isEqualTo("failed");
            assertThat(run.getString("error_message")).contains("no word from executor " + executor, "5 s", "last at");
            assertThat(run.getInt("sample_count")).isEqualTo(1);
            Delegated.report(offer, "{}").statusCode(409).body("detail", containsString("given up"));
            await().atMost(Bench.PATIENCE).until(() -> runner.stops().contains("/runs/" + id));
        }
    }

    @Test
    void tellsTheRunnerOfACancelledRunAndHandsARetryOverAnew() {
        try (var runner = FakeRunner.that(FakeRunner.accepts())) {
            var id = Delegated.start(Delegated.register(runner.url(), Map.of()), Map.of());
            var first = Delegated.offerOf(runner, id);
            Delegated.report(first, "{\"samples\": [{\"id\": \"a\", \"score\": 1}]}")
                    .statusCode(200);

            Bench.post("/benchmark-runs/%d/cancel".formatted(id)).statusCode(200);

            Delegated.report(first, "{}").statusCode(409).body("detail", containsString("cancelled"));
            await().atMost(Bench.PATIENCE).until(() -> runner.stops().contains("/runs/" + id));
            Bench.post("/benchmark-runs/%d/retry".formatted(id)).statusCode(202);
            await().atMost(Bench.PATIENCE).until(() -> runner.offers().size() == 2);
            Delegated.report(first, "{}").statusCode(409).body("detail", containsString("earlier attempt"));
            Delegated.report(
                            runner.offers().getLast(),
                            "{\"status\": \"completed\", \"samples\": [{\"id\": \"b\", \"score\": 0}]}")
                    .statusCode(200);
            assertThat(Bench.end(id).getDouble("accuracy")).isEqualTo(0.5);
        }
    }

    @Test
    void survivesTheInstanceThatStartedIt() {
        try (var runner = FakeRunner.that(FakeRunner.accepts())) {
            var id = Delegated.start(Delegated.register(runner.url(), Map.of()), Map.of());
            var offer = Delegated.offerOf(runner, id);
            Delegated.report(offer, "{}").statusCode(200);

            // As if another instance had taken the run, and died.
            pool.preparedQuery(
                            "update run set attempt = attempt + 1, lease_until = now() - interval '1 s' where id = $1")
                    .executeAndAwait(Tuple.of(id));
            Delegated.report(offer, "{\"status\": \"completed\", \"samples\": [{\"id\": \"a\", \"score\": 1}]}")
                    .statusCode(200);

            var run = Bench.end(id);
            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            assertThat(runner.offers()).hasSize(1);
        }
    }

    @Test
    void offersARunAnewWhoseInstanceDiedBeforeTheAnswerCame() {
        var unanswered = new CountDownLatch(1);
        try (var runner = FakeRunner.that((exchange, offer, n) -> {
            if (n == 1) {
                FakeRunner.waitFor(unanswered);
            }
            FakeRunner.accepts().answer(exchange, offer, n);
        })) {
            var id = Delegated.start(Delegated.register(runner.url(), Map.of()), Map.of());
            await().atMost(Bench.PATIENCE).until(() -> runner.offers().size() == 1);

            // As if another instance had taken the run, and died before it offered it.
            pool.preparedQuery(
                            "update run set attempt = attempt + 1, lease_until = now() - interval '1 s' where id = $1")
                    .executeAndAwait(Tuple.of(id));
            await().atMost(Bench.PATIENCE).until(() -> runner.offers().size() == 2);
            unanswered.countDown();

            // The outside runner tells by the id that it is the same offer, and may use the token of either.
            assertThat(runner.ids()).containsOnly(runner.ids().getFirst());
            Delegated.report(runner.offers().getFirst(), "{\"samples\": [{\"id\": \"a\", \"score\": 1}]}")
                    .statusCode(200);
            Delegated.report(
                            runner.offers().getLast(),
                            "{\"status\": \"completed\", \"samples\": [{\"id\": \"b\", \"score\": 0}]}")
                    .statusCode(200);
            var run = Bench.end(id);
            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            assertThat(run.getDouble("accuracy")).isEqualTo(0.5);
            assertThat(runner.offers()).hasSize(2);
            assertThat(runner.stops()).isEmpty();
        }
    }

    @Test
    void takesReportsOnlyFromTheRunsOwnRunnerAndOnlyWhatFits() {
        try (var runner = FakeRunner.that(FakeRunner.accepts())) {
            var executor = Delegated.register(runner.url(), Map.of());
            var id = Delegated.start(executor, Map.of());
            var offer = Delegated.offerOf(runner, id);
            var other = Delegated.offerOf(runner, Delegated.start(executor, Map.of()));

            given().contentType("application/json")
                    .body("{}")
                    .patch("/benchmark-runs/" + id)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", "Bearer");
            Delegated.report(id, "guessed", "{}").statusCode(401);
            Delegated.report(id, other.path("callback_token").asText(), "{}").statusCode(403);
            Delegated.report(offer, "{\"status\": \"completed\"}")
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/status"));
            Delegated.report(offer, "{\"status\": \"nearly\"}").statusCode(422);
            Delegated.report(offer, "{\"samples\": [{\"id\": \"a\"}, {\"id\": \"a\"}]}")
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/samples/1/id"));
            Delegated.report(offer, "{\"progress\": {\"done\": 2, \"total\": 1}}")
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/progress/done"));
            Delegated.report(offer, "{\"speed\": 1}").statusCode(422);
            Bench.post("/benchmark-runs/%d/cancel".formatted(id)).statusCode(200);
            Bench.post("/benchmark-runs/%d/cancel"
                            .formatted(other.path("run_id").asLong()))
                    .statusCode(200);
        }
    }

    @Test
    void namesTheExecutorsThatThereAre() {
        var executor = Delegated.register("http://127.0.0.1:9/runs", Map.of());
        var model = Bench.model("http://127.0.0.1:9/v1", Map.of());

        Bench.ask(model, "toy", Map.of("executor", "http", "executor_name", "nobody"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/benchmark_config/executor_name"))
                .body("errors[0].detail", containsString(executor));
        Bench.ask(model, "toy", Map.of("executor", "http")).statusCode(422);
    }

    private static void fails(String executor, String... parts) {
        var run = Bench.end(Delegated.start(executor, Map.of()));
        assertThat(run.getString("status")).as(run.prettify()).isEqualTo("failed");
        assertThat(run.getString("error_message")).contains(parts);
    }
}
