package io.llmlab.regression.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of suspicions while other things happen: over the real broker and database.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class TrialTest {

    private static final double[] GOOD = {.8, .805, .795, .8, .802, .798, .8, .803};
    private static final double FALLEN = .5;

    @Inject
    Pool pool;

    @Inject
    TrialService trials;

    private CarefulModel model;

    @BeforeEach
    void aModel() {
        model = new CarefulModel(pool);
    }

    private static double[] stable(long seed, int runs) {
        var random = new Random(seed);
        return DoubleStream.generate(() -> .8 + .005 * random.nextGaussian())
                .limit(runs)
                .toArray();
    }

    private void change(String sql) {
        pool.preparedQuery(sql).executeAndAwait(Tuple.of(model.runner.model()));
    }

    /// The wild run stays a run of the series, but good ones are not to be measured by it.
    @Test
    void asksNoMoreAfterAWildRunWhoseRepeatsWereGood() {
        for (var seed = 1; seed <= 3; seed++) {
            model = new CarefulModel(pool);
            model.watchedBy("auto", 2);
            model.take(stable(seed, 40));
            model.repeat(model.take(.7).getFirst(), .8, .801);
            assertThat(model.suspicions().getList("reason")).containsExactly("not_repeated");

            model.take(stable(seed + 100, 8));

            assertThat(model.runner.requested()).hasSize(1);
            assertThat(model.suspicions().getList("id")).hasSize(1);
            assertThat(model.results().getList("id")).isEmpty();
        }
    }

    /// The tick decides in a transaction of its own. Here it commits after the run looked for what is held and before
    /// it goes on: a lock on the suspicions holds the run back.
    @Test
    void seesWhatIsFoundWhileARegularRunIsTaken() {
        model.watchedBy("auto", 2);
        model.take(GOOD);
        model.take(FALLEN);
        change("update suspicion set deadline = now() where model_id = $1");
        await().atMost(Runner.PATIENCE)
                .untilAsserted(
                        () -> assertThat(model.results().getList("state")).containsExactly("open"));
        change("update finding set state = 'CLEARED' where model_id = $1");
        change("update suspicion set state = 'PENDING', deadline = now() + interval '1 day' where model_id = $1");

        var tick = pool.getConnectionAndAwait();
        var run = model.run(FALLEN);
        try {
            tick.query("begin").executeAndAwait();
            tick.query("lock table suspicion in access exclusive mode").executeAndAwait();
            tick.preparedQuery("update finding set state = 'OPEN' where model_id = $1")
                    .executeAndAwait(Tuple.of(model.runner.model()));
            tick.preparedQuery("update suspicion set state = 'FOUND' where model_id = $1")
                    .executeAndAwait(Tuple.of(model.runner.model()));
            model.runner.send(run);
            await().atMost(Runner.PATIENCE).until(this::someRunWaits);
            tick.query("commit").executeAndAwait();
        } finally {
            tick.closeAndAwait();
        }

        model.runner.awaitTaken(run);
        assertThat(model.results().getList("state")).containsExactly("open");
        assertThat(model.results().getLong("[0].last_run_id")).isEqualTo(run.id());
    }

    private boolean someRunWaits() {
        return pool.query("""
                        select count(*) from pg_stat_activity
                        where wait_event_type = 'Lock' and query like 'select series_id from suspicion where series_id%'""").executeAndAwait().iterator().next().getLong(0) > 0;
    }

    @Test
    void decidesTheOthersWhereOneSuspicionCannotBeDecided() {
        model.watchedBy("auto", 2);
        model.take(GOOD);
        model.take(FALLEN);
        var poisoned = model;
        change("update suspicion set method = 'no such method' where model_id = $1");
        model = new CarefulModel(pool);
        model.watchedBy("auto", 2);
        model.take(GOOD);
        model.take(FALLEN);
        var models = new Long[] {poisoned.runner.model(), model.runner.model()};
        try {
            pool.preparedQuery("update suspicion set deadline = now() where model_id = any($1)")
                    .executeAndAwait(Tuple.of(models));

            await().atMost(Runner.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(model.suspicions().getList("state")).containsExactly("found"));
            assertThat(poisoned.suspicions().getList("state")).containsExactly("pending");
        } finally {
            pool.preparedQuery("delete from suspicion where model_id = $1")
                    .executeAndAwait(Tuple.of(poisoned.runner.model()));
        }
    }

    /// Both see the fall with its first run.
    @Test
    void findsAtOnceByTheMethodThatAsksForNoConfirmation() {
        model.watchedBy("auto", 2);
        model.watchedBy("new_run", 0);
        model.take(GOOD);
        model.take(FALLEN);

        assertThat(model.results().getList("detection_method")).containsExactly("new_run");
        assertThat(model.runner.requested()).isEmpty();
    }

    /// A method that sees what lasts comes later than the suspicion, and does not wait for its repeats.
    @Test
    void isNotHeldByASuspicionOfAnotherMethod() {
        model.watchedBy("auto", 2);
        model.watchedBy("rolling_average", "overall_accuracy", 0, "0.1");
        model.take(GOOD);
        var suspected = model.take(.7).getFirst();
        assertThat(model.suspicions().getList("state")).containsExactly("pending");
        assertThat(model.results().getList("id")).isEmpty();

        model.take(.7, .7, .7);

        assertThat(model.results().getList("detection_method")).containsExactly("rolling_average");

        model.repeat(suspected, .7, .7);

        assertThat(model.suspicions().getList("state")).containsExactly("found");
        assertThat(model.suspicions().getLong("[0].finding_id"))
                .isEqualTo(model.results().getLong("[0].id"));
        assertThat(model.runner.told("regression-found")).hasSize(1);
    }

    @Test
    void isDecidedOnceByTwoInstancesAtOnce() throws Exception {
        model.watchedBy("auto", 2);
        model.take(GOOD);
        var request = "confirm-run-" + model.take(FALLEN).getFirst().id();
        try (var instances = Executors.newFixedThreadPool(2)) {
            for (var instance : instances.invokeAll(Collections.nCopies(2, () -> decided(request)))) {
                instance.get();
            }
        }

        assertThat(model.suspicions().getList("state")).containsExactly("found");
        assertThat(model.runner.told("regression-found")).hasSize(1);
    }

    private boolean decided(String request) throws Exception {
        try {
            VertxContextSupport.subscribeAndAwait(() -> trials.decide(request));
            return true;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void asksOnceForAllMetricsOfARunAndTellsThemTogether() {
        model = new CarefulModel(pool, List.of("overall_accuracy", "strict_accuracy"));
        model.watchedBy("auto", "overall_accuracy", 1);
        model.watchedBy("auto", "strict_accuracy", 3);
        model.take(GOOD);
        var bad = model.take(FALLEN).getFirst();

        assertThat(model.runner.requested()).hasSize(1);
        assertThat(JsonPath.from(model.runner.requested().getFirst().value()).getInt("runs"))
                .isEqualTo(3);

        model.repeat(bad, .5, .5);
        assertThat(model.suspicions().getList("state")).containsExactly("pending", "pending");

        model.repeat(bad, .5);
        assertThat(model.suspicions().getList("state")).containsExactly("found", "found");
        var told = model.runner.told("regression-found");
        assertThat(told).hasSize(1);
        assertThat(JsonPath.from(told.getFirst().value()).getList("findings.metric_name"))
                .containsExactlyInAnyOrder("overall_accuracy", "strict_accuracy");
    }
}
