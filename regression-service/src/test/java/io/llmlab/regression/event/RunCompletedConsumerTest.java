package io.llmlab.regression.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.llmlab.regression.Runner.Told;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Runs that are taken in together mean what they mean one by one.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class RunCompletedConsumerTest {

    private static final Instant START =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(40));

    /// Falls, recovers, and falls again.
    private static final double[] ACCURACIES = {
        .9, .91, .9, .89, .9, .91, .3, .31, .3, .9, .91, .9, .905, .895, .9, .6, .61, .6
    };

    @Inject
    RunCompletedConsumer consumer;

    @Inject
    ObjectMapper mapper;

    @Inject
    Pool pool;

    @Test
    void findsInOneLotWhatItFindsOneByOne() throws Throwable {
        var oneByOne = new Runner(pool);
        var inOneLot = new Runner(pool);
        var others = new Runner(pool);

        var single = oneByOne.accuracies(START, ACCURACIES);
        for (var run : single) {
            take(List.of(run));
        }
        oneByOne.awaitTaken(single.getLast());
        var lot = inOneLot.accuracies(START, ACCURACIES);
        take(alternating(lot, others.accuracies(START, ACCURACIES)));
        inOneLot.awaitTaken(lot.getLast());

        assertThat(found(oneByOne)).hasSizeGreaterThan(1);
        assertThat(found(inOneLot)).isEqualTo(found(oneByOne));
        assertThat(found(others)).isEqualTo(found(oneByOne));
        assertThat(oneByOne.told("regression-cleared")).hasSize(1);
        assertThat(inOneLot.told("regression-cleared")).hasSize(1);
    }

    @Test
    void countsARunOnceThatIsToldOfTwiceInOneLot() throws Throwable {
        var runner = new Runner(pool);
        var run = runner.completed(START, Runner.accuracy(.9));

        take(List.of(run, run));

        assertThat(runner.count("select count(*) from point where run_id = $1", run.id()))
                .isEqualTo(1);
    }

    @Test
    void takesARunOutAgainThatIsExcludedInTheSameLot() throws Throwable {
        var runner = new Runner(pool);
        var run = runner.completed(START, Runner.accuracy(.9));

        take(List.of(run, run.asExcluded()));

        assertThat(runner.count("select count(*) from point where run_id = $1 and excluded", run.id()))
                .isEqualTo(1);
    }

    @Test
    void putsALatePointOfALotInItsPlace() throws Throwable {
        var runner = new Runner(pool);
        var late = runner.completed(START, Runner.accuracy(.9));
        var first = runner.completed(START.plus(Duration.ofHours(1)), Runner.accuracy(.9));

        take(List.of(first, late));

        assertThat(runner.count("select count(*) from point where run_id = $1 and backfill", late.id()))
                .isEqualTo(1);
        assertThat(runner.count("select newest_run_id from series where model_id = $1", runner.model()))
                .isEqualTo(first.id());
    }

    private void take(List<Told> runs) throws Throwable {
        var events = new ArrayList<RunCompleted>();
        for (var run : runs) {
            events.add(read(run));
        }
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> consumer.take(events)));
    }

    private RunCompleted read(Told run) throws JsonProcessingException {
        return mapper.readerFor(RunCompleted.class)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(run.json());
    }

    private static List<Told> alternating(List<Told> some, List<Told> others) {
        var all = new ArrayList<Told>();
        for (var place = 0; place < some.size(); place++) {
            all.add(some.get(place));
            all.add(others.get(place));
        }
        return all;
    }

    /// What was told of a model, without what only names it.
    private static List<List<Object>> found(Runner runner) {
        return runner.told("regression-found").stream()
                .map(record -> JsonPath.from(record.value()))
                .map(event -> List.<Object>of(
                        event.getString("run_timestamp"),
                        event.getBoolean("backfill"),
                        event.getString("findings[0].severity"),
                        event.getDouble("findings[0].baseline_value"),
                        event.getDouble("findings[0].current_value"),
                        event.getDouble("findings[0].p_value")))
                .toList();
    }
}
