package io.llmlab.gateway.stats;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.testing.Events;
import io.llmlab.gateway.testing.FakeOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class AggregateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double EXACT = 1e-9;
    private static final String EMPTY = """
            truncate model, job, run, run_metric, rollup, rollup_series, alert, inbox""";

    /// Noon on the second Monday before this week: what is two days around it is over, and in the last thirty days.
    private final Instant monday = LocalDate.now(ZoneOffset.UTC)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .minusWeeks(2)
            .atTime(12, 0)
            .toInstant(ZoneOffset.UTC);

    @Inject
    Pool pool;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Events events;

    @BeforeEach
    void startEmpty() {
        events = new Events(bootstrapServers);
        pool.query(EMPTY).executeAndAwait();
    }

    @ParameterizedTest
    @CsvSource({"hour, 3", "day, 2", "week, 2", "month, 1"})
    void sayWhatTheValuesOfEachPeriodComeTo(String period, int atLeast) {
        var values = Map.of(
                monday,
                .5,
                monday.plus(Duration.ofMinutes(20)),
                .6,
                monday.plus(Duration.ofMinutes(40)),
                .62,
                monday.plus(Duration.ofMinutes(50)),
                .8,
                monday.plus(Duration.ofHours(2)),
                .3,
                monday.plus(Duration.ofDays(1)),
                .9,
                monday.minus(Duration.ofHours(12)),
                .7,
                monday.minus(Duration.ofHours(12)).minusMillis(1),
                .4);
        var id = 1;
        for (var value : values.entrySet()) {
            run(id++, value.getKey(), value.getValue());
        }
        awaitAll();

        var found = aggregates("period_type=" + period);
        assertThat(found).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(found.stream().mapToLong(one -> one.path("count").asLong()).sum())
                .isEqualTo(values.size());
        for (var aggregate : found) {
            var start = Instant.parse(aggregate.path("period_start").asText());
            var end = Instant.parse(aggregate.path("period_end").asText());
            var within = values.entrySet().stream()
                    .filter(value ->
                            !value.getKey().isBefore(start) && value.getKey().isBefore(end))
                    .mapToDouble(Map.Entry::getValue)
                    .toArray();
            isOf(aggregate, within);
            assertThat(aggregate.path("period_type").asText()).isEqualTo(period);
        }
    }

    private static void isOf(JsonNode aggregate, double... values) {
        var exact = new DescriptiveStatistics(values);
        exact.setPercentileImpl(new Percentile().withEstimationType(EstimationType.R_7));
        assertThat(aggregate.path("count").asLong()).isEqualTo(exact.getN());
        isClose(aggregate, "avg_value", exact.getMean());
        isClose(aggregate, "min_value", exact.getMin());
        isClose(aggregate, "max_value", exact.getMax());
        isClose(aggregate, "percentile_25", exact.getPercentile(25));
        isClose(aggregate, "percentile_50", exact.getPercentile(50));
        isClose(aggregate, "percentile_75", exact.getPercentile(75));
        isClose(aggregate, "percentile_95", exact.getPercentile(95));
        if (values.length > 1) {
            isClose(aggregate, "std_deviation", exact.getStandardDeviation());
        } else {
            assertThat(aggregate.path("std_deviation").isNull()).isTrue();
        }
    }

    private static void isClose(JsonNode aggregate, String field, double value) {
        assertThat(aggregate.path(field).isNumber()).as(field).isTrue();
        assertThat(aggregate.path(field).asDouble()).as(field).isCloseTo(value, within(EXACT));
    }

    @Test
    void sayWhereTheValuesGo() {
        IntStream.range(0, 6)
                .forEach(minute -> run(1 + minute, monday.plus(Duration.ofMinutes(minute)), .9 - .01 * minute));
        awaitAll();

        ask("period_type=day")
                .body("[0].trend_direction", equalTo("down"))
                .body("[0].trend_strength", equalTo(1f))
                .body("[0].model_id", equalTo(1))
                .body("[0].dataset_name", equalTo("gsm8k"))
                .body("[0].metric_type", equalTo("accuracy"))
                .body("[0].metric_name", equalTo("overall_accuracy"));
    }

    @Test
    void countARunOnceHoweverOftenItIsTold() {
        for (var again = 0; again < 3; again++) {
            var at = Instant.now().toString();
            run(1, monday, .5, event -> event.put("received_at", at));
        }
        awaitAll();

        assertThat(countsOf("hour")).containsExactly(1L);
        assertThat(countsOf("month")).containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hour", "day", "week", "month"})
    void leaveAnExcludedRunOutAndTakeItInAgain(String period) {
        run(1, monday, .5);
        run(2, monday.plus(Duration.ofMinutes(5)), .7);
        exclude(1, monday, .5);
        awaitAll();
        isOf(aggregates("period_type=" + period).getFirst(), .7);

        exclude(2, monday.plus(Duration.ofMinutes(5)), .7);
        awaitAll();
        assertThat(aggregates("period_type=" + period)).isEmpty();

        run(1, monday, .5, event -> event.put("received_at", Instant.now().toString()));
        awaitAll();
        isOf(aggregates("period_type=" + period).getFirst(), .5);
    }

    @Test
    void followARunWhoseValueAndTimeAreCorrected() {
        run(1, monday, .5);
        run(2, monday, .7);
        run(
                1,
                monday.plus(Duration.ofDays(1)),
                .6,
                event -> event.put("received_at", Instant.now().toString()));
        awaitAll();

        var days = aggregates("period_type=day");
        assertThat(days).hasSize(2);
        isOf(days.getFirst(), .6);
        isOf(days.getLast(), .7);
        isOf(aggregates("period_type=week").getFirst(), .6, .7);
    }

    @Test
    void countOnlyEvidence() {
        run(1, monday, .5, event -> event.put("status", "failed"));
        run(2, monday, .5, event -> event.put("status", "cancelled"));
        run(3, monday, .5, event -> event.put("measurable", false));
        exclude(4, monday, .5);
        run(5, monday, .6);
        awaitAll();

        isOf(aggregates("period_type=day").getFirst(), .6);
    }

    /// The values are kept for a time, the aggregates for ever.
    @Test
    void keepAPeriodWhoseValuesAreNoLongerAllHere() {
        run(1, monday, .5);
        run(2, monday, .7);
        awaitAll();
        pool.query("delete from run_metric where run_id = 1").executeAndAwait();
        exclude(2, monday, .7);
        awaitAll();

        isOf(aggregates("period_type=day").getFirst(), .5, .7);
        isOf(aggregates("period_type=month").getFirst(), .5, .7);
    }

    @Test
    void areFoundByModelDataSetAndMetric() {
        for (var model = 1; model <= 2; model++) {
            for (var dataset : List.of("gsm8k", "mmlu")) {
                measured(model, 10 * model + dataset.length(), dataset);
            }
        }
        awaitAll();

        assertThat(aggregates("days=30")).hasSize(8);
        assertThat(aggregates("model_id=1")).hasSize(4);
        assertThat(aggregates("dataset_name=mmlu")).hasSize(4);
        assertThat(aggregates("metric_type=latency")).hasSize(4);
        assertThat(aggregates("metric_name=overall_accuracy&model_id=2")).hasSize(2);
        assertThat(aggregates("model_id=2&dataset_name=mmlu&metric_type=latency&metric_name=avg_latency_ms"))
                .hasSize(1);
        assertThat(aggregates("model_id=3")).isEmpty();
        assertThat(aggregates("days=1")).isEmpty();
    }

    private void measured(long model, long run, String dataset) {
        events.runCompleted(model, run, event -> {
            event.put("timestamp", monday.toString());
            event.withObject("/dataset").put("name", dataset);
            event.putArray("metrics");
            metric(event, "accuracy", "overall_accuracy", .5);
            metric(event, "latency", "avg_latency_ms", 800);
        });
    }

    @Test
    void comeInPagesNewestFirst() {
        IntStream.range(0, 5).forEach(day -> run(1 + day, monday.plus(Duration.ofDays(day)), .5 + .1 * day));
        awaitAll();

        ask("limit=2&count=true")
                .body("avg_value", equalTo(List.of(.9f, .8f)))
                .header("X-Total-Count", equalTo("5"))
                .header("X-Read-Model-Lag-Seconds", notNullValue())
                .header("ETag", notNullValue())
                .header("Link", containsString("/stats/aggregated?limit=2&count=true&offset=2>; rel=\"next\""));
        ask("limit=2&offset=4").body("", hasSize(1)).header("Link", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "days, 0",
        "days, 366",
        "days, many",
        "period_type, year",
        "metric_type, beauty",
        "model_id, gpt",
        "limit, 0",
        "limit, 1001",
        "offset, -1",
        "after, 7"
    })
    void refuseWhatMakesNoSense(String parameter, String value) {
        given().get("/stats/aggregated?%s=%s".formatted(parameter, value))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].parameter", equalTo(parameter));
    }

    private void exclude(long id, Instant at, double value) {
        run(
                id,
                at,
                value,
                event -> event.put("received_at", Instant.now().toString())
                        .put("history", true)
                        .putObject("excluded")
                        .put("by", "ana")
                        .put("reason", "Wrong endpoint")
                        .put("at", Instant.now().toString()));
    }

    private void run(long id, Instant at, double value) {
        run(id, at, value, _ -> {});
    }

    private void run(long id, Instant at, double value, Consumer<ObjectNode> change) {
        events.runCompleted(1, id, event -> {
            event.put("timestamp", at.toString()).put("received_at", at.toString());
            event.putArray("metrics");
            metric(event, "accuracy", "overall_accuracy", value);
            change.accept(event);
        });
    }

    private static void metric(ObjectNode event, String type, String name, double value) {
        event.withArray("/metrics")
                .addObject()
                .put("metric_type", type)
                .put("metric_name", name)
                .put("value", value);
    }

    private void awaitAll() {
        await().atMost(PATIENCE).until(() -> seen() == events.sent());
    }

    private long seen() {
        return pool.query("select count(*) from inbox where source = '%s'".formatted(events.source()))
                .executeAndAwait()
                .iterator()
                .next()
                .getLong(0);
    }

    private List<Long> countsOf(String period) {
        return aggregates("period_type=" + period).stream()
                .map(aggregate -> aggregate.path("count").asLong())
                .toList();
    }

    private static List<JsonNode> aggregates(String query) {
        var answer = ask(query).extract().as(JsonNode.class);
        return StreamSupport.stream(answer.spliterator(), false).toList();
    }

    private static ValidatableResponse ask(String query) {
        return given().get("/stats/aggregated?" + query).then().statusCode(200);
    }
}
