package io.llmlab.gateway.retention;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.testing.Events;
import io.llmlab.gateway.testing.FakeOwners;
import io.llmlab.gateway.testing.ReadModels;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class ReadModelRetentionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Instant now = Instant.now();
    private final Instant noon = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(12));
    private final Instant measured = noon.minus(Duration.ofDays(2));
    private final Instant old = now.minus(Duration.ofDays(401));
    private final Instant young = now.minus(Duration.ofDays(399));

    @Inject
    ReadModelRetention retention;

    @Inject
    Pool pool;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Events events;

    @BeforeEach
    void startEmpty() {
        events = new Events(bootstrapServers);
        ReadModels.empty(pool);
    }

    /// Other tests begin with the same numbers.
    @AfterEach
    void remember() {
        ReadModels.empty(pool);
    }

    /// Both are of the same day, which a run of the past can be that is told of late.
    @Test
    void forgetsRunsByTheirArrivalWithTheirMetricsAndKeepsTheAggregates() {
        run(1, old, .5);
        run(2, young, .7);
        awaitAll();

        cleanUp();

        assertThat(numbers("select id from run")).containsExactly(2L);
        assertThat(numbers("select run_id from run_metric")).containsExactly(2L);
        dayIsOf(2, .6f);
    }

    @Test
    void leavesTheDayAloneWhereACorrectionComesLate() {
        run(1, old, .5);
        run(2, young, .7);
        awaitAll();
        cleanUp();

        run(2, now, .1);
        run(1, now, .2);
        events.runChanged(1, 1, event -> event.put("status", "queued").put("at", now.toString()));
        awaitAll();

        dayIsOf(2, .6f);
        assertThat(numbers("select id from run")).containsExactly(2L);
    }

    @Test
    void countsRunsThatComeAfterThem() {
        run(1, old, .5);
        awaitAll();
        cleanUp();

        run(2, now, .7);
        awaitAll();

        dayIsOf(2, .6f);
    }

    @Test
    void keepsARunThatIsNotOver() {
        events.runChanged(1, 3, event -> event.put("status", "running").put("at", old.toString()));
        awaitAll();

        cleanUp();

        assertThat(numbers("select id from run")).containsExactly(3L);
    }

    @Test
    void forgetsAlertsThatHaveLongBeenResolved() {
        alert(1, "resolved", old);
        alert(2, "resolved", young);
        alert(3, "active", old);
        awaitAll();

        cleanUp();

        assertThat(numbers("select id from alert order by id")).containsExactly(2L, 3L);
    }

    @Test
    void forgetsByScheduleAsWell() {
        run(1, old, .5);
        alert(1, "resolved", old);
        awaitAll();

        retention.tick().await().atMost(PATIENCE);

        assertThat(numbers("select id from run")).isEmpty();
        assertThat(numbers("select id from alert")).isEmpty();
    }

    @Test
    void isToldAndDoneByTheApi() {
        run(1, old, .5);
        awaitAll();

        assertThat(own(given().get("/admin/retention").jsonPath()).getLong("older"))
                .isEqualTo(1);
        var done = own(cleanUp());

        assertThat(done.getLong("deleted")).isEqualTo(1);
        assertThat(done.getDouble("days")).isEqualTo(400);
    }

    @Test
    void refusesToKeepThingsForHours() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReadModelRetention.require("runs", Duration.ofHours(23)))
                .withMessageContaining("gateway.retention.runs");
        ReadModelRetention.require("runs", Duration.ofDays(1));
    }

    private static JsonPath cleanUp() {
        return given().post("/admin/retention").then().statusCode(200).extract().jsonPath();
    }

    private static JsonPath own(JsonPath report) {
        return report.setRootPath("services.find { it.service == 'gateway' }.kinds.find { it.table == 'run' }");
    }

    private static void dayIsOf(int count, float mean) {
        var day = given().get("/stats/aggregated?period_type=day").jsonPath();
        assertThat(day.getList("count")).containsExactly(count);
        assertThat(day.getList("avg_value")).containsExactly(mean);
    }

    private void run(long id, Instant arrival, double value) {
        events.runCompleted(1, id, event -> {
            event.put("timestamp", measured.toString()).put("received_at", arrival.toString());
            event.putArray("metrics")
                    .addObject()
                    .put("metric_type", "accuracy")
                    .put("metric_name", "overall_accuracy")
                    .put("value", value);
        });
    }

    private void alert(long id, String status, Instant at) {
        Consumer<ObjectNode> change = event -> {
            event.put("at", at.toString());
            event.withObject("/alert").put("status", status);
        };
        events.alertChanged(id, change);
    }

    private void awaitAll() {
        await().atMost(PATIENCE)
                .until(() -> numbers("select count(*) from inbox where source = '%s'".formatted(events.source()))
                        .equals(List.of((long) events.sent())));
    }

    private List<Long> numbers(String sql) {
        return StreamSupport.stream(pool.query(sql).executeAndAwait().spliterator(), false)
                .map(row -> row.getLong(0))
                .toList();
    }
}
