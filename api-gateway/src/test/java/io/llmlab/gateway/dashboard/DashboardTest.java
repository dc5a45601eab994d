package io.llmlab.gateway.dashboard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.testing.Events;
import io.llmlab.gateway.testing.FakeOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class DashboardTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final Instant now = Instant.now();

    @Inject
    Pool pool;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private ReadModelLab lab;
    private int unreadable;

    private Events events() {
        return lab.events();
    }

    @BeforeEach
    void startEmpty() {
        lab = new ReadModelLab(pool, bootstrapServers);
    }

    @AfterEach
    void awaitAllThatWasSent() {
        lab.awaitAllThatWasSent(unreadable);
    }

    @Test
    void countsWhatTheEventsSay() {
        events().modelChanged(1, _ -> {});
        events().modelChanged(2, event -> event.put("active", false));
        events().jobChanged("on", _ -> {});
        events().jobChanged("paused", event -> event.put("enabled", false));
        events().jobChanged("gone", event -> event.put("deleted", true));
        events().runCompleted(1, 10, event -> event.put("timestamp", daysAgo(1)));
        events().runCompleted(1, 11, event -> event.put("timestamp", daysAgo(2)).put("status", "failed"));
        events().runChanged(1, 12, event -> event.put("timestamp", daysAgo(0)));
        events().runCompleted(1, 13, event -> event.put("timestamp", daysAgo(8)).put("status", "failed"));
        events().alertChanged(1, event -> event.withObject("/alert").put("timestamp", daysAgo(1)));
        events().alertChanged(
                        2,
                        event -> event.withObject("/alert")
                                .put("timestamp", daysAgo(1))
                                .put("status", "resolved"));

        await().atMost(PATIENCE)
                .until(() -> overview().getInt("recent_benchmark_runs") == 3
                        && overview().getInt("alerts.total_last_week") == 2
                        && overview().getInt("scheduled_jobs.total") == 2
                        && overview().getInt("total_active_models") == 1);
        given().get("/dashboard/overview")
                .then()
                .statusCode(200)
                .header("X-Read-Model-Lag-Seconds", notNullValue())
                .body("total_active_models", equalTo(1))
                .body("failed_runs_percentage", equalTo(50f))
                .body("system_health", equalTo("healthy"))
                .body("scheduled_jobs.active", equalTo(1))
                .body("scheduled_jobs.paused", equalTo(1))
                .body("alerts.active", equalTo(1))
                .body("alerts.resolution_rate", equalTo(.5f));
    }

    @Test
    void countsARunOnceThatIsToldOfAgain() {
        events().modelChanged(1, _ -> {});
        events().runCompleted(1, 10, event -> event.put("timestamp", daysAgo(1)));
        for (var again = 0; again < 2; again++) {
            events().runCompleted(
                            1,
                            10,
                            event -> event.put("timestamp", daysAgo(1))
                                    .put("history", true)
                                    .put("received_at", Instant.now().toString())
                                    .putObject("excluded")
                                    .put("by", "ana")
                                    .put("reason", "Wrong endpoint")
                                    .put("at", Instant.now().toString()));
        }

        lab.awaitAllThatWasSent();
        assertThat(overview().getInt("recent_benchmark_runs")).isEqualTo(1);
        assertThat(count("select count(*) from run_metric where run_id = 10")).isEqualTo(3);
        given().get("/dashboard/model-performance/1")
                .then()
                .body("total_runs", equalTo(1))
                .body("performance.avg_accuracy", nullValue());
    }

    @Test
    void tellsHowAModelDid() {
        events().modelChanged(1, _ -> {});
        for (var day = 1; day <= 12; day++) {
            var at = daysAgo(day);
            events().runCompleted(1, day, event -> event.put("timestamp", at));
        }
        events().runCompleted(1, 20, event -> event.put("timestamp", daysAgo(3)).put("status", "failed"));
        events().runCompleted(1, 21, event -> event.put("timestamp", daysAgo(40)));
        events().runCompleted(2, 22, event -> event.put("timestamp", daysAgo(1)));

        await().atMost(PATIENCE).until(() -> count("select count(*) from run where finished") == 15);
        given().get("/dashboard/model-performance/1")
                .then()
                .statusCode(200)
                .header("X-Read-Model-Lag-Seconds", notNullValue())
                .body("model_id", equalTo(1))
                .body("period_days", equalTo(30))
                .body("total_runs", equalTo(13))
                .body("success_rate", equalTo(12f / 13))
                .body("performance.avg_accuracy", equalTo(.5f))
                .body("performance.avg_latency_ms", equalTo(812.5f))
                .body("performance.total_cost", equalTo(13 * .0123f))
                .body("recent_runs", hasSize(10))
                .body("recent_runs[0].id", equalTo(1))
                .body("recent_runs[0].accuracy", equalTo(.5f))
                .body("trends.owner", equalTo("regression"))
                .body("trends.uri", equalTo("/regression-detection/trends/1?days_back=30"))
                .body("stale", hasSize(0));
        given().get("/dashboard/model-performance/1?days_back=2").then().body("total_runs", equalTo(2));
        assertThat(count("select count(*) from run_metric where run_id = 1")).isEqualTo(3);
    }

    @Test
    void knowsAModelWithoutRunsFromOneThatIsNot() {
        events().modelChanged(3, _ -> {});

        await().atMost(PATIENCE).until(() -> count("select count(*) from model") == 1);
        given().get("/dashboard/model-performance/3")
                .then()
                .statusCode(200)
                .body("total_runs", equalTo(0))
                .body("success_rate", equalTo(0f))
                .body("performance.avg_accuracy", nullValue())
                .body("performance", aMapWithSize(3))
                .body("recent_runs", hasSize(0));
        given().get("/dashboard/model-performance/4")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("There is no model 4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "366", "-1", "many"})
    void refusesAPeriodThatMakesNoSense(String days) {
        given().get("/dashboard/model-performance/1?days_back=" + days)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].parameter", equalTo("days_back"));
    }

    @Test
    void letsNoLateEventUndoANewerOne() {
        events().runCompleted(1, 30, event -> event.put("received_at", "2026-01-01T12:00:00Z"));
        await().atMost(PATIENCE).until(() -> "completed".equals(statusOf(30)));
        events().runChanged(1, 30, event -> event.put("at", "2026-01-01T11:00:00Z"));
        events().runChanged(1, 30, event -> event.put("at", "2026-01-01T12:00:01Z"));
        events().alertChanged(30, event -> acknowledged(event, "2026-01-01T12:00:00Z"));
        events().alertChanged(30, event -> event.put("at", "2026-01-01T11:00:00Z"));
        events().modelChanged(
                        9,
                        event -> event.put("updated_at", "2026-01-01T12:00:00Z").put("active", false));
        events().modelChanged(
                        9,
                        event -> event.put("updated_at", "2026-01-01T11:00:00Z").put("active", true));
        marker();

        assertThat(statusOf(30)).isEqualTo("completed");
        assertThat(text("select status from alert where id = 30")).isEqualTo("acknowledged");
        assertThat(text("select cast(active as text) from model where id = 9")).isEqualTo("false");
    }

    @Test
    void opensARunAgainThatIsTriedAgain() {
        events().runCompleted(
                        1,
                        31,
                        event ->
                                event.put("received_at", "2026-01-01T12:00:00Z").put("status", "failed"));
        await().atMost(PATIENCE).until(() -> "failed".equals(statusOf(31)));
        events().runChanged(
                        1, 31, event -> event.put("at", "2026-01-01T13:00:00Z").put("status", "queued"));
        await().atMost(PATIENCE).until(() -> "queued".equals(statusOf(31)));
        events().runCompleted(1, 31, event -> event.put("received_at", "2026-01-01T14:00:00Z"));

        await().atMost(PATIENCE).until(() -> "completed".equals(statusOf(31)));
    }

    @Test
    void goesOnAfterAnEventThatCannotBeRead() {
        unreadable = 1;
        events().runCompleted(1, 40, event -> event.put("metrics", "none"));
        events().runCompleted(1, 41, _ -> {});

        await().atMost(PATIENCE).until(() -> "completed".equals(statusOf(41)));
        assertThat(statusOf(40)).isEqualTo("");
    }

    private static void acknowledged(ObjectNode event, String at) {
        event.put("at", at).put("change", "acknowledged");
        event.withObject("/alert").put("status", "acknowledged");
    }

    /// Each topic's partitions are worked through in order: what was sent before these has been seen after them.
    private void marker() {
        events().runChanged(1, 90, _ -> {});
        events().alertChanged(90, _ -> {});
        events().modelChanged(90, _ -> {});
        for (var table : List.of("run", "alert")) {
            await().atMost(PATIENCE).until(() -> count("select count(*) from %s where id = 90".formatted(table)) == 1);
        }
        await().atMost(PATIENCE).until(() -> count("select count(*) from model where id = 90") == 1);
        lab.awaitAllThatWasSent();
    }

    private JsonPath overview() {
        return given().get("/dashboard/overview").jsonPath();
    }

    private String daysAgo(int days) {
        return now.minus(Duration.ofDays(days)).plusSeconds(60).toString();
    }

    private String statusOf(long run) {
        return text("select coalesce((select status from run where id = %d), '')".formatted(run));
    }

    private String text(String query) {
        return lab.text(query);
    }

    private long count(String query) {
        return lab.count(query);
    }
}
