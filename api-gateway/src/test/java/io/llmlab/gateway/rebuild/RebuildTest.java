package io.llmlab.gateway.rebuild;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.llmlab.gateway.testing.Events;
import io.llmlab.gateway.testing.StubOwner;
import io.llmlab.gateway.testing.StubOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@QuarkusTest
@TestProfile(RebuildTest.Stubs.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
class RebuildTest {

    public static class Stubs implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return StubOwner.settings();
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EMPTY = """
            truncate model, job, run, run_metric, rollup, rollup_series, alert, inbox, rebuild""";

    private static final String MODELS = """
            [{"id": 1, "name": "gpt-x", "provider": "openai", "labels": {"team": "search"}, "version": "2",
              "model_type": "chat", "active": true, "created_at": "2026-01-01T00:00:00Z",
              "updated_at": "2026-01-02T00:00:00Z"}]""";

    private static final String JOBS = """
            [{"id": 4, "job_id": "nightly", "model_name": "gpt-x", "dataset_name": "gsm8k", "schedule_type": "cron",
              "enabled": true, "next_run_time": null, "last_run_id": 10, "last_status": "completed",
              "updated_at": "2026-01-02T00:00:00Z"}]""";

    private static final String ALERTS = """
            [{"id": 7, "timestamp": "2026-01-02T00:00:00Z", "alert_type": "performance_regression",
              "severity": "critical", "title": "fell", "model_id": 1, "run_id": 10, "status": "active",
              "last_seen_at": "2026-01-02T01:00:00Z", "acknowledged_at": null, "escalated_at": null,
              "resolved_at": null}]""";

    @RegisterExtension
    static final StubOwners owners = new StubOwners();

    private static final StubOwner runner = owners.runner();
    private static final StubOwner alert = owners.alerts();

    private final Instant yesterday = Instant.now().minus(Duration.ofDays(1));

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
        runner.answers("GET /models", 200, MODELS).answers("GET /scheduler/jobs", 200, JOBS);
        alert.answers("GET /alerts", 200, ALERTS);
    }

    @Test
    void makesTheReadModelWhatItsOwnersSay() {
        runs(ended(10, .8, "null"), open(11));
        metrics(10, .8);
        wrong();

        ask().statusCode(202).body("status", anyOf(equalTo("queued"), equalTo("running")));
        rebuilt("completed")
                .body("models", equalTo(1))
                .body("jobs", equalTo(1))
                .body("runs", equalTo(2))
                .body("metrics", equalTo(1))
                .body("alerts", equalTo(1))
                .body("series", equalTo(1));

        assertThat(
                        text(
                                "select string_agg(id || ' ' || status || ' ' || coalesce(accuracy, 0), ',' order by id) from run"))
                .isEqualTo("10 completed 0.8,11 running 0");
        assertThat(text("select name || ' ' || (labels ->> 'team') from model")).isEqualTo("gpt-x search");
        assertThat(text("select string_agg(job_id || ' ' || deleted, ',' order by job_id) from job"))
                .isEqualTo("gone true,nightly false");
        assertThat(text("select severity || ' ' || (body ->> 'title') from alert"))
                .isEqualTo("critical fell");
        assertThat(text("select cast(value as text) from run_metric where counted"))
                .isEqualTo("0.8");
        given().get("/stats/aggregated?model_id=1").then().body("", hasSize(1)).body("[0].avg_value", equalTo(.8f));
    }

    /// What nobody could have told: a changed value, a run that is not, a model without a name, an aggregate of
    /// nothing.
    private void wrong() {
        pool.query("""
                insert into run (id, model_id, dataset_name, status, trigger_type, timestamp, changed_at, accuracy)
                select id, 1, 'gsm8k', 'failed', 'manual', '2026-01-02', '2026-01-02', .1 from unnest(array[10, 99]) id;
                insert into run_metric (run_id, metric_type, metric_name, model_id, dataset_name, timestamp, value, counted)
                select id, 'accuracy', 'overall_accuracy', 1, 'gsm8k', now() - interval '1 day', .1, true
                  from unnest(array[10, 99]) id;
                insert into model (id, name, provider, changed_at) values (1, '?', 'custom', '-infinity'),
                       (9, 'nobody', 'custom', '2026-01-01');
                insert into job (job_id, model_id, dataset_name, schedule_type, enabled, deleted, changed_at)
                values ('gone', 1, 'gsm8k', 'cron', true, true, '2026-01-01'),
                       ('stray', 1, 'gsm8k', 'cron', true, false, '2026-01-01')""").executeAndAwait();
    }

    @Test
    void keepsWhatEventsTellMeanwhile() {
        runs(ended(10, .8, "null"));
        metrics(10, .8);
        events.runCompleted(
                1,
                12,
                event -> event.put("timestamp", yesterday.toString())
                        .put("received_at", Instant.now().plusSeconds(300).toString()));
        events.jobChanged(
                "fresh", event -> event.put("at", Instant.now().plusSeconds(300).toString()));
        await().atMost(PATIENCE)
                .until(() -> text("select cast(count(*) as text) from inbox").equals("2"));

        ask().statusCode(202);
        rebuilt("completed");

        assertThat(text("select string_agg(cast(id as text), ',' order by id) from run"))
                .isEqualTo("10,12");
        assertThat(text("select string_agg(job_id, ',' order by job_id) from job"))
                .isEqualTo("fresh,nightly");
        given().get("/stats/aggregated?metric_type=accuracy").then().body("[0].count", equalTo(2));
    }

    @Test
    void leavesExcludedRunsOutOfTheAggregates() {
        runs(ended(10, .8, """
                {"by": "ana", "reason": "Wrong endpoint", "at": "2026-01-03T00:00:00Z"}"""), ended(13, .6, "null"));
        metrics(10, .8);
        metrics(13, .6);

        ask().statusCode(202);
        rebuilt("completed");

        given().get("/stats/aggregated").then().body("[0].count", equalTo(1)).body("[0].avg_value", equalTo(.6f));
    }

    /// Aggregates are kept for ever, runs are not.
    @Test
    void keepsAggregatesOfPeriodsThatAreOlderThanAllRuns() {
        pool.query("""
                with series as (
                    insert into rollup_series (model_id, dataset_name, metric_type, metric_name)
                    values (1, 'gsm8k', 'accuracy', 'overall_accuracy') returning id)
                insert into rollup
                select id, 'month', start, 3, .5, .5, .5, 0, 0, 0, 0, .5, .5, .5, .5, decode('00', 'hex')
                  from series, unnest(array[timestamptz '2025-01-01Z', date_trunc('month', now(), 'UTC')]) start""").executeAndAwait();
        runs(ended(10, .8, "null"));
        metrics(10, .8);

        ask().statusCode(202);
        rebuilt("completed");

        assertThat(text("select cast(count as text) from rollup where period_start = timestamptz '2025-01-01Z'"))
                .isEqualTo("3");
    }

    @Test
    void readsAllPages() {
        var first = IntStream.range(0, 50)
                .mapToObj(at -> ended(1_050 - at, .8, "null"))
                .collect(Collectors.joining(",", "[", "]"));
        runner.answers("GET /benchmark-runs?limit=50", 200, first)
                .answers("GET /benchmark-runs?limit=50&after=1001", 200, "[%s]".formatted(ended(10, .8, "null")));
        IntStream.rangeClosed(1_001, 1_050).forEach(id -> metrics(id, .8));
        metrics(10, .8);

        ask().statusCode(202);
        rebuilt("completed").body("runs", equalTo(51)).body("metrics", equalTo(51));
        assertThat(text("select cast(count(*) as text) from run")).isEqualTo("51");
    }

    @Test
    void changesNothingWhereAnOwnerIsAway() {
        pool.query("""
                insert into model (id, name, provider, changed_at) values (9, 'kept', 'custom', '2026-01-01')""").executeAndAwait();
        runner.answers("GET /benchmark-runs", 503, "{\"status\": 503}");

        ask().statusCode(202);
        rebuilt("failed").body("error", containsString("503"));

        assertThat(text("select name from model")).isEqualTo("kept");
    }

    @Test
    void isDoneOnceAtATime() {
        runs(ended(10, .8, "null"));
        metrics(10, .8);

        // Whoever has the stub waits with its answers.
        synchronized (runner) {
            ask().statusCode(202);
            ask().statusCode(409).contentType("application/problem+json");
        }
        rebuilt("completed");
        ask().statusCode(202);
        rebuilt("completed");
    }

    @Test
    void saysThatNobodyHasAskedYet() {
        given().get("/admin/read-model/rebuild").then().statusCode(200).body("status", equalTo("none"));
    }

    private static ValidatableResponse ask() {
        return given().post("/admin/read-model/rebuild").then();
    }

    private static ValidatableResponse rebuilt(String status) {
        await().atMost(PATIENCE)
                .until(() -> given().get("/admin/read-model/rebuild")
                        .jsonPath()
                        .getString("status")
                        .matches("completed|failed"));
        return given().get("/admin/read-model/rebuild").then().body("status", equalTo(status));
    }

    private void runs(String... runs) {
        runner.answers("GET /benchmark-runs", 200, "[%s]".formatted(String.join(",", runs)));
    }

    private String ended(long id, double accuracy, String excluded) {
        return """
                {"id": %d, "timestamp": "%s", "model_id": 1, "dataset_name": "gsm8k", "dataset_version": "1",
                 "status": "completed", "trigger_type": "manual", "created_at": "2026-01-02T00:00:00Z",
                 "completed_at": "2026-01-02T00:01:00Z", "measurable": true, "excluded": %s, "error_count": 0,
                 "sample_count": 4, "source": "runner", "stream": "s", "progress": {"done": 4, "total": 4},
                 "accuracy": %s}""".formatted(id, yesterday, excluded, accuracy);
    }

    private String open(long id) {
        return """
                {"id": %d, "timestamp": "%s", "model_id": 1, "dataset_name": "gsm8k", "status": "running",
                 "trigger_type": "manual", "created_at": "2026-01-02T00:00:00Z", "error_count": 0,
                 "progress": {"done": 2, "total": 4}}""".formatted(id, yesterday);
    }

    /// One of the run, and one of a sample, which is none of the read model's.
    private static void metrics(long run, double value) {
        runner.answers("GET /benchmark-runs/%d/metrics".formatted(run), 200, """
                [{"id": 1, "run_id": %1$d, "metric_type": "accuracy", "metric_name": "overall_accuracy", "value": %2$s,
                  "sample_id": null},
                 {"id": 2, "run_id": %1$d, "metric_type": "accuracy", "metric_name": "overall_accuracy", "value": 1,
                  "sample_id": "a"}]""".formatted(run, value));
    }

    private String text(String query) {
        return pool.query(query).executeAndAwait().iterator().next().getString(0);
    }
}
