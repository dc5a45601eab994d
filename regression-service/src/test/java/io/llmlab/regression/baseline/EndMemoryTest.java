package io.llmlab.regression.baseline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Latencies;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is remembered of a series is what would be read of it, or it does not count.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class EndMemoryTest {

    @Inject
    Pool pool;

    @Inject
    EndMemory memory;

    @Inject
    BaselineRepository stored;

    private Latencies latencies;

    @BeforeEach
    void aModel() {
        latencies = new Latencies(pool);
    }

    private record Row(long series, long revision) {}

    private Row row() {
        var row = pool.preparedQuery("select id, revision from series where model_id = $1 and metric_type = 'latency'")
                .executeAndAwait(Tuple.of(latencies.model()))
                .iterator()
                .next();
        return new Row(row.getLong("id"), row.getLong("revision"));
    }

    private End read() throws Throwable {
        var series = row().series();
        return VertxContextSupport.subscribeAndAwait(
                () -> Panache.withSession(() -> stored.ends(List.of(series)).map(ends -> ends.get(series))));
    }

    private Optional<End> remembered() {
        var row = row();
        return memory.asOf(row.series(), row.revision());
    }

    /// A revision that changed after the run was judged, by what it gave rise to, is read anew with the next one.
    private void takeAndCompare(double... course) throws Throwable {
        var compared = 0;
        for (var latency : course) {
            latencies.take(latency);
            var known = remembered();
            if (known.isPresent()) {
                assertThat(known.get()).isEqualTo(read());
                compared++;
            }
        }
        assertThat(compared).as("remembered").isGreaterThanOrEqualTo(course.length - 1);
    }

    @Test
    void isWhatIsStoredFromTheFirstRunOn() throws Throwable {
        takeAndCompare(100, 101, 99, 100, 102, 100, 98, 100, 101, 99);
    }

    @Test
    void isWhatIsStoredWhileAFindingIsOpenAndAfterIt() throws Throwable {
        latencies.take(100, 101, 99, 100, 102, 100, 98, 100, 101, 99);

        takeAndCompare(400);
        takeAndCompare(402, 399, 401, 400, 398);
        assertThat(latencies.states()).containsExactly("open");
        takeAndCompare(100, 99);
        takeAndCompare(101, 100, 102, 99);

        assertThat(latencies.states()).containsExactly("cleared");
    }

    @Test
    void holdsNoMoreRunsThanAreRead() throws Throwable {
        var course = DoubleStream.iterate(0, run -> run + 1)
                .map(run -> 100 + run % 3)
                .limit(80)
                .toArray();
        latencies.take(course);

        takeAndCompare(100, 101, 102);
    }

    @Test
    void doesNotCountOnceARunIsExcluded() throws Throwable {
        var told = latencies.take(100, 101, 99, 100, 102, 100, 98).get(3);
        assertThat(remembered()).isPresent();

        latencies.runner().sendAgain(told.asExcluded());
        assertThat(remembered()).isEmpty();

        takeAndCompare(100, 101);
    }

    @Test
    void doesNotCountOnceAnotherBaselineIsChosen() throws Throwable {
        latencies.take(100, 101, 99, 100, 102, 100, 98);
        latencies.take(400, 402, 401);
        assertThat(latencies.states()).containsExactly("open");

        given().contentType(ContentType.JSON)
                .body("""
                        {"by": "ana", "reason": "Another machine"}""")
                .post("/regression-detection/results/%d/accept".formatted(latencies.finding()))
                .then()
                .statusCode(200);
        assertThat(remembered()).isEmpty();

        takeAndCompare(400, 401, 402, 400, 399);
    }
}
