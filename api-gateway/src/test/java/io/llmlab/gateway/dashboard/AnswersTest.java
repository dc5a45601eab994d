package io.llmlab.gateway.dashboard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.gateway.testing.FakeOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class AnswersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ADD = """
            insert into run (id, model_id, dataset_name, status, trigger_type, timestamp, changed_at)
            values (%d, 1, 'gsm8k', 'completed', 'manual', now(), now())""";

    @Inject
    Pool pool;

    @Inject
    Answers answers;

    @Inject
    Vertx vertx;

    @BeforeEach
    void startEmpty() {
        pool.query("truncate run").executeAndAwait();
        pool.query("""
                insert into model (id, name, provider, changed_at) values (1, 'model-1', 'custom', now())
                on conflict do nothing""").executeAndAwait();
    }

    @Test
    void showTheNextReadEachWrite() {
        for (var runs = 1; runs <= 20; runs++) {
            pool.query(ADD.formatted(runs)).executeAndAwait();

            given().get("/dashboard/overview").then().body("recent_benchmark_runs", equalTo(runs));
            given().get("/dashboard/model-performance/1").then().body("total_runs", equalTo(runs));
        }
    }

    @Test
    void tellOneQuestionFromAnother() {
        pool.query(ADD.formatted(1)).executeAndAwait();

        given().get("/dashboard/model-performance/1?days_back=2").then().body("period_days", equalTo(2));
        given().get("/dashboard/model-performance/1?days_back=3").then().body("period_days", equalTo(3));
        given().get("/dashboard/model-performance/2").then().statusCode(404);
    }

    /// The database may write something of its own between two of them.
    @Test
    void areWorkedOutOnceForThoseWhoAskTogether() {
        var asked = new AtomicInteger();

        onContext(() -> Uni.join()
                .all(Stream.generate(() -> answers.to("together", () -> counted(asked)))
                        .limit(30)
                        .toList())
                .andFailFast());

        assertThat(asked.get()).isBetween(1, 14);
    }

    private static Uni<Integer> counted(AtomicInteger asked) {
        return Uni.createFrom().item(asked::incrementAndGet);
    }

    /// Where something else is written in between, all of them are worked out anew; it is not, most of the time.
    @Test
    void areWorkedOutAgainBehindWhoReadsThem() {
        await().atMost(PATIENCE).until(this::readWhileTheyAge, equalTo(List.of(1, 1, 2, 3)));
    }

    private List<Integer> readWhileTheyAge() {
        var clock = new AtomicReference<>(Instant.now());
        var aging = new Answers(pool, ((InstantSource) clock::get).withZone(ZoneOffset.UTC));
        var asked = new AtomicInteger();
        return Stream.of(0, 1_500, 1, 3_500)
                .map(millis -> {
                    clock.updateAndGet(now -> now.plusMillis(millis));
                    return onContext(() -> aging.to("aging", () -> counted(asked)));
                })
                .toList();
    }

    @Test
    void areAskedForAgainWhereTheyFailed() {
        assertThatThrownBy(() -> onContext(() -> answers.to(
                        "failing", () -> Uni.createFrom().<String>failure(new IllegalStateException("away")))))
                .hasMessage("away");

        assertThat(onContext(() -> answers.to("failing", () -> Uni.createFrom().item("here"))))
                .isEqualTo("here");
    }

    private <T> T onContext(Supplier<Uni<T>> asking) {
        return Uni.createFrom()
                .deferred(asking::get)
                .runSubscriptionOn(run -> vertx.getOrCreateContext().runOnContext(_ -> run.run()))
                .await()
                .atMost(PATIENCE);
    }
}
