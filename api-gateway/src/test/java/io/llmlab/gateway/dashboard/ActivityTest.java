package io.llmlab.gateway.dashboard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class ActivityTest {

    private static final Consumer<ObjectNode> AS_IT_IS = _ -> {};

    private final Instant now = Instant.now();

    @Inject
    Pool pool;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private ReadModelLab lab;

    @BeforeEach
    void startEmpty() {
        lab = new ReadModelLab(pool, bootstrapServers);
    }

    @Test
    void tellsWhatRunsAndWhatWaits() {
        lab.events()
                .runChanged(
                        1, 10, event -> open(event, "running", 1).put("done", 3).put("total", 12));
        lab.events().runChanged(1, 11, event -> open(event, "queued", 2).putNull("total"));
        ended(12, Duration.ofMinutes(3), AS_IT_IS);

        activity("UTC")
                .body("running", equalTo(1))
                .body("queued", equalTo(1))
                .body("open_runs.id", contains(10, 11))
                .body("open_runs.status", contains("running", "queued"))
                .body("open_runs[0].progress.done", equalTo(3))
                .body("open_runs[0].progress.total", equalTo(12))
                .body("open_runs[1].progress", equalTo(null));
    }

    @Test
    void tellsWhatFailedUntilItGoesWellAgain() {
        ended(20, Duration.ofHours(3), event -> failed(event, "settled"));
        ended(21, Duration.ofHours(2), event -> event.withObject("/dataset").put("name", "settled"));
        ended(22, Duration.ofHours(2), event -> failed(event, "down"));
        ended(23, Duration.ofHours(1), event -> failed(event, "down"));
        ended(24, Duration.ofHours(25), event -> failed(event, "long ago"));
        // Made two days ago, and tried again an hour ago, after a run that was made later had gone well.
        ended(25, Duration.ofHours(48), event -> {
            failed(event, "again");
            event.put("completed_at", now.minus(Duration.ofMinutes(30)).toString());
        });
        ended(26, Duration.ofHours(5), event -> event.withObject("/dataset").put("name", "again"));

        activity("UTC")
                .body("failed", equalTo(3))
                .body("failed_runs.id", contains(25, 23, 22))
                .body("failed_runs[0].error_message", equalTo("The endpoint answered 401"));
    }

    @Test
    void addsUpWhatTheDayAndTheMonthCost() {
        // Twelve hours into the day there, so that it stays the same day while this test runs.
        var ahead = 12 - now.atOffset(ZoneOffset.UTC).getHour();
        // In these names what is east of Greenwich is negative.
        var zone = ZoneId.of("Etc/GMT%s".formatted(ahead == 0 ? "" : "%+d".formatted(-ahead)));
        var there = now.atZone(zone);
        var soon = Duration.ofMinutes(-1);
        ended(30, soon, event -> judged(event.put("total_cost", 2), .5, "USD"));
        ended(31, soon, event -> Events.exclude(event.put("total_cost", 4)));
        ended(32, Duration.ofHours(20), event -> judged(event.put("total_cost", 8), .5, "EUR"));
        ended(35, Duration.ofHours(40), event -> event.put("total_cost", 32));
        ended(33, soon, event -> judged(event.putNull("total_cost"), 32, "EUR"));
        ended(34, Duration.ofDays(40), event -> event.put("total_cost", 16));

        var costs = activity(zone.getId()).extract().jsonPath();
        assertThat(costs.getDouble("costs.today")).isEqualTo(6.5, within(1e-9));
        assertThat(costs.getDouble("costs.this_month"))
                .isEqualTo(
                        6.5
                                + (sameMonth(there, there.minusHours(20)) ? 8 : 0)
                                + (sameMonth(there, there.minusHours(40)) ? 32 : 0),
                        within(1e-9));
        assertThat(costs.getList("costs.models.model_id", Integer.class)).containsExactly(1);
        assertThat(costs.getDouble("costs.models[0].today_utc")).isIn(sinceUtcDay(now), sinceUtcDay(Instant.now()));
        assertThat(costs.getDouble("costs.models[0].this_month_utc"))
                .isIn(sinceUtcMonth(now), sinceUtcMonth(Instant.now()));
    }

    @Test
    void tellsOfNothingWhereThereIsNothing() {
        activity("UTC")
                .body("open_runs", empty())
                .body("failed_runs", hasSize(0))
                .body("costs.today", equalTo(0f))
                .body("costs.models", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nowhere", "Europe/Atlantis", "Etc/Unknown", "+00:00:01", " "})
    void refusesATimeZoneThatThereIsNot(String zone) {
        given().queryParam("time_zone", zone)
                .get("/dashboard/activity")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].parameter", equalTo("time_zone"))
                .body("errors[0].detail", containsString("Europe/Berlin"));
    }

    private void ended(long run, Duration ago, Consumer<ObjectNode> change) {
        lab.events().runCompleted(1, run, event -> {
            event.put("timestamp", now.minus(ago).toString())
                    .put("completed_at", now.minus(ago).plusSeconds(90).toString());
            change.accept(event);
        });
    }

    private ObjectNode open(ObjectNode event, String status, int minutesAgo) {
        return event.put("status", status)
                .put("timestamp", now.minus(Duration.ofMinutes(minutesAgo)).toString());
    }

    private static void failed(ObjectNode event, String dataset) {
        event.put("status", "failed").put("error_message", "The endpoint answered 401");
        event.withObject("/dataset").put("name", dataset);
    }

    private static void judged(ObjectNode event, double cost, String unit) {
        event.withArray("metrics")
                .addObject()
                .put("metric_type", "cost")
                .put("metric_name", "judge_cost")
                .put("value", cost)
                .put("unit", unit);
    }

    /// Of what the test of costs sent.
    private double sinceUtcDay(Instant moment) {
        return now.minus(Duration.ofHours(20)).isBefore(moment.truncatedTo(ChronoUnit.DAYS)) ? 2 : 10;
    }

    private double sinceUtcMonth(Instant moment) {
        var utc = moment.atZone(ZoneOffset.UTC);
        var sent = now.atZone(ZoneOffset.UTC);
        return 2 + (sameMonth(utc, sent.minusHours(20)) ? 8 : 0) + (sameMonth(utc, sent.minusHours(40)) ? 32 : 0);
    }

    private static boolean sameMonth(ZonedDateTime one, ZonedDateTime other) {
        return one.getYear() == other.getYear() && one.getMonth() == other.getMonth();
    }

    private ValidatableResponse activity(String zone) {
        lab.awaitAllThatWasSent();
        return given().queryParam("time_zone", zone)
                .get("/dashboard/activity")
                .then()
                .statusCode(200);
    }
}
