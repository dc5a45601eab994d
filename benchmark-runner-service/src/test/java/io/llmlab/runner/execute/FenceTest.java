package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.agroal.api.AgroalDataSource;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.runner.model.ModelReference;
import io.llmlab.runner.model.ModelType;
import io.llmlab.runner.model.Provider;
import io.llmlab.runner.model.RequestSettings;
import io.llmlab.runner.run.Fingerprint;
import io.llmlab.runner.run.IncomingRun;
import io.llmlab.runner.run.RunRows;
import io.llmlab.runner.run.RunStatus;
import io.llmlab.runner.run.RunView;
import io.llmlab.runner.run.SampleRow;
import io.llmlab.runner.run.Summary;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Of two executors of one run, the one that has lost it changes nothing any more.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class FenceTest {

    private static final String LOSE = """
            update run set attempt = attempt + 1, lease_until = now() + interval '1 hour' where id = $1""";

    @Inject
    Pool pool;

    @Inject
    AgroalDataSource database;

    @Inject
    Ledger ledger;

    @Inject
    Ending ending;

    @Inject
    RunRows rows;

    @Test
    void keepsOutTheAnswersThatAnExecutorGetsAfterItLostItsRun() {
        var hanging = new CountDownLatch(1);
        try (var endpoint = FakeEndpoint.that((exchange, question, n) -> {
            if (n > 2) {
                FakeEndpoint.waitFor(hanging);
            }
            FakeEndpoint.adds().answer(exchange, question, n);
        })) {
            var id = runWithTwoSamples(endpoint);
            change(LOSE, id);
            var before = all(id);

            hanging.countDown();

            // The place that the loser held is free again when it has noticed.
            var next = Bench.run(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(2), Map.of());
            assertThat(next.getString("status")).isEqualTo("completed");
            assertThat(all(id)).isEqualTo(before);
            change("update run set lease_until = now() - interval '1 s' where id = $1", id);
            assertThat(Bench.end(id).getInt("sample_count")).isEqualTo(5);
        }
    }

    @Test
    void refusesAllThatAnExecutorWritesAfterItLostItsRun() {
        var hanging = new CountDownLatch(1);
        try (var endpoint = FakeEndpoint.that((exchange, question, n) ->
                (n <= 2 ? FakeEndpoint.adds() : FakeEndpoint.hangs(hanging)).answer(exchange, question, n))) {
            var id = runWithTwoSamples(endpoint);
            var loser = assignment(row(id));
            change(LOSE, id);
            var before = all(id);

            isRefused(() -> ledger.store(loser, List.of(sample(4)), null));
            isRefused(() -> ledger.progress(loser, 5, 5));
            isRefused(() -> ledger.planned(loser, 7, Fingerprint.of(JsonNodeFactory.instance.objectNode())));
            isRefused(() -> ledger.renewLease(loser));
            isRefused(() -> ledger.requireMine(loser));
            isRefused(() -> ledger.handBack(loser));
            assertThatThrownBy(() -> file(loser)).isInstanceOf(Superseded.class);
            isRefused(() -> ending.complete(loser, Measured.bySamples()));
            isRefused(() -> ending.fail(loser, "lost"));

            assertThat(all(id)).isEqualTo(before);
            Bench.post("/benchmark-runs/%d/cancel".formatted(id)).statusCode(200);
            hanging.countDown();
        }
    }

    private static long runWithTwoSamples(FakeEndpoint endpoint) {
        var id = Bench.start(Bench.model(endpoint.baseUrl(), Map.of()), Bench.sums(5), Map.of("concurrency", 1));
        await().atMost(Bench.PATIENCE).until(() -> Bench.read(id).getInt("progress.done") == 2);
        return id;
    }

    private static void isRefused(Supplier<Uni<?>> write) {
        assertThatThrownBy(() -> write.get().await().atMost(Bench.PATIENCE)).isInstanceOf(Superseded.class);
    }

    private void file(Assignment taken) throws SQLException {
        var run = taken.run();
        var results = new IncomingRun(
                taken.model(),
                run.datasetName(),
                null,
                run.timestamp(),
                null,
                RunStatus.COMPLETED,
                null,
                "a harness",
                "a batch",
                null,
                Map.of(),
                JsonNodeFactory.instance.objectNode(),
                Fingerprint.of(JsonNodeFactory.instance.objectNode()),
                List.of(),
                null,
                _ -> {});
        try (var connection = database.getConnection()) {
            new RunBook(ledger, taken).filed(connection, results, Summary.of(List.of(), 0));
        }
    }

    /// All that there is of the run and its metrics, samples and ends.
    private String all(long id) {
        return query("""
                select ((select jsonb_agg(to_jsonb(r)) from run r where r.id = $1)
                    || coalesce((select jsonb_agg(to_jsonb(s) order by s.position) from sample s where s.run_id = $1), '[]')
                    || coalesce((select jsonb_agg(to_jsonb(m) order by m.id) from metric m where m.run_id = $1), '[]'))::text""", id).getString(0);
    }

    private Row row(long id) {
        return query("select * from run where id = $1", id);
    }

    private Row query(String statement, long id) {
        return pool.preparedQuery(statement)
                .executeAndAwait(Tuple.of(id))
                .iterator()
                .next();
    }

    private void change(String statement, long id) {
        pool.preparedQuery(statement).executeAndAwait(Tuple.of(id));
    }

    private Assignment assignment(Row row) {
        RunView run = rows.view(row);
        var model = new ModelReference(run.modelId(), "a model", Provider.CUSTOM, Map.of());
        var endpoint = new Endpoint(
                run.modelId(),
                "a model",
                ModelType.CHAT,
                null,
                "a model",
                null,
                null,
                null,
                Provider.CUSTOM,
                null,
                RequestSettings.NONE);
        return new Assignment(
                run,
                row.getInteger("attempt"),
                0,
                false,
                row.getLong("dataset_id"),
                Duration.ofHours(1),
                Duration.ZERO,
                null,
                Instant.now(),
                model,
                endpoint);
    }

    private static SampleRow sample(int position) {
        return new SampleRow(
                position, "q9", "0123456789abcdef", "?", "!", "!", 1.0, true, 1.0, 1L, 1L, null, null, null);
    }
}
