package io.llmlab.runner.schedule;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.runner.Contract;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class JobFiringTest {

    private static final String TOPIC = "llmlab.job-changed.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private JobFixture its;

    @BeforeEach
    void givenAModelAndADataset() {
        its = new JobFixture();
    }

    @Test
    void firesWhatIsDueOnceAndGoesOn() {
        its.create("interval", "{\"hours\": 1}");
        var due = makeDue(Duration.ofSeconds(3));

        await().atMost(PATIENCE).until(() -> runs() == 1);

        its.get().body("next_run_time", greaterThan(Instant.now().toString())).body("last_run_id", notNullValue());
        given().get("/benchmark-runs?scheduled_job_id=" + its.job).then().statusCode(200);
        assertThat(text("select trigger_type from run where scheduled_job_id = $1"))
                .isEqualTo("SCHEDULED");
        assertThat(text("""
                        select to_char(f.scheduled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                        from job_firing f join job j on j.id = f.job where j.job_id = $1 and f.run_id is not null""")).isEqualTo(OffsetDateTime.parse(due).toInstant().toString());

        // The same time again, as after a restore: it has had its run.
        pool.preparedQuery("update job set next_fire = $2, due_at = $2 where job_id = $1")
                .executeAndAwait(Tuple.of(its.job, OffsetDateTime.parse(due)));
        awaitFired();
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void leavesOutWhatItsLimitsForbid() {
        its.create("interval", "{\"hours\": 1}");
        makeDue(Duration.ofMinutes(90));
        await().atMost(PATIENCE).until(() -> skipped().contains("missed by more than the grace of 300 s"));

        its.change("{\"cooldown_minutes\": 60}");
        its.command("trigger").statusCode(200);
        makeDue(Duration.ofSeconds(2));
        await().atMost(PATIENCE)
                .until(() -> skipped().contains("max_instances") || skipped().contains("cooldown_minutes"));

        given().delete("/models/" + its.modelId).then().statusCode(200);
        makeDue(Duration.ofSeconds(2));
        await().atMost(PATIENCE).until(() -> skipped().contains("the model %s is deactivated".formatted(its.model)));
        its.command("trigger").statusCode(409);
        assertThat(runs()).isEqualTo(1);
        given().get("/scheduler/jobs/%s/firings?limit=1".formatted(its.job))
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].skipped", containsString("is deactivated"))
                .body("[0].run_id", nullValue());
    }

    /// The run that is not finished belongs to an instance that is alive.
    @Test
    void leavesOutAFiringWhileTooManyRunsOfTheJobAreUnfinished() {
        its.create("interval", "{\"hours\": 1}");
        its.command("trigger").statusCode(200);
        pool.preparedQuery("""
                update run set status = 'RUNNING', attempt = attempt + 1, lease_until = now() + interval '1 hour'
                where scheduled_job_id = $1""").executeAndAwait(Tuple.of(its.job));
        try {
            makeDue(Duration.ofSeconds(2));

            await().atMost(PATIENCE).until(() -> skipped().contains("1 of its runs are not finished (max_instances)"));
            assertThat(runs()).isEqualTo(1);
        } finally {
            pool.preparedQuery("update run set status = 'CANCELLED', lease_until = null where scheduled_job_id = $1")
                    .executeAndAwait(Tuple.of(its.job));
        }
    }

    @Test
    void firesEachTimeThatWasMissedWhereTheJobDoesNotCoalesce() {
        its.create("interval", "{\"hours\": 1}");
        its.change("{\"coalesce\": false, \"max_instances\": 10, \"misfire_grace_time\": 86400}");
        makeDue(Duration.ofMinutes(150));

        await().atMost(PATIENCE).until(() -> runs() == 3);

        var times = given().get("/scheduler/jobs/%s/firings".formatted(its.job))
                .then()
                .extract()
                .jsonPath()
                .getList("scheduled_at", String.class);
        assertThat(times)
                .hasSize(3)
                .isSortedAccordingTo(Comparator.<String>naturalOrder().reversed());
        given().get("/scheduler/jobs/%s/firings?before=%s".formatted(its.job, times.get(1)))
                .then()
                .body("scheduled_at", contains(times.get(2)));
    }

    @Test
    void announcesAndAuditsWhatHappens() {
        its.create("interval", "{\"hours\": 1}");
        makeDue(Duration.ofSeconds(1));
        awaitFired();
        its.command("pause");
        given().delete("/scheduler/jobs/" + its.job).then().statusCode(200);

        var events = new TopicReader(bootstrapServers)
                .await(TOPIC, 4, PATIENCE, record -> record.key().equals(its.job)).stream()
                        .map(record -> record.value())
                        .toList();

        assertThat(events).allSatisfy(event -> Contract.assertSatisfied("job-changed", event));
        var fired = JsonPath.from(events.get(1));
        assertThat(fired.getLong("last_run_id")).isPositive();
        assertThat(fired.getString("last_status")).isEqualTo("queued");
        assertThat(fired.getString("model.labels.team")).isEqualTo("a");
        assertThat(JsonPath.from(events.get(2)).getBoolean("enabled")).isFalse();
        assertThat(JsonPath.from(events.get(2)).getString("next_run_time")).isNull();
        assertThat(JsonPath.from(events.get(3)).getBoolean("deleted")).isTrue();
        assertThat(text("select string_agg(action, ', ' order by id) from audit where subject = 'job ' || $1"))
                .isEqualTo("created, paused, deleted");
    }

    /// Sets the schedule back, as if the service had been away for that long.
    private String makeDue(Duration ago) {
        var due = Instant.now().minus(ago).truncatedTo(ChronoUnit.MILLIS).plusNanos(1000);
        pool.preparedQuery("update job set scheduled_from = $2, next_fire = $3, due_at = $3 where job_id = $1")
                .executeAndAwait(Tuple.of(
                        its.job,
                        due.minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC),
                        due.atOffset(ZoneOffset.UTC)));
        return due.toString();
    }

    private void awaitFired() {
        await().atMost(PATIENCE)
                .until(() -> its.get()
                                .extract()
                                .<String>path("next_run_time")
                                .compareTo(Instant.now().toString())
                        > 0);
    }

    private long runs() {
        return Long.parseLong(text("select cast(count(*) as text) from run where scheduled_job_id = $1"));
    }

    private String skipped() {
        return text("""
                select coalesce(string_agg(f.skipped, '; '), '') from job_firing f join job j on j.id = f.job
                where j.job_id = $1""");
    }

    private String text(String query) {
        return pool.preparedQuery(query)
                .executeAndAwait(Tuple.of(its.job))
                .iterator()
                .next()
                .getString(0);
    }
}
