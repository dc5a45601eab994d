package io.llmlab.runner.retention;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Months of long ago, whose runs came long ago, or lately.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class RetentionTest {

    private static final String KINDS = "kinds.find { it.table == '%s' }.%s";

    @Inject
    Pool pool;

    @Inject
    AgroalDataSource database;

    @AfterEach
    void clear() {
        for (var month : new String[] {"2011_05", "2011_06", "2011_07"}) {
            for (var table : new String[] {"run", "metric", "sample"}) {
                run("drop table if exists %s_%s".formatted(table, month));
            }
        }
        run("delete from imported_run where content_hash like '0000%'");
    }

    @Test
    void dropsAMonthOfRunsWholeWhenTheLastOfThemCameLongAgo() {
        month("2011-05-10", 3, "interval '401 days'", "COMPLETED");
        month("2011-06-10", 2, "interval '401 days'", "COMPLETED");
        month("2011-06-11", 1, "interval '399 days'", "COMPLETED");
        imported("2011-05-10");
        imported("2011-06-10");

        look().body(KINDS.formatted("run", "older"), equalTo(3))
                .body(KINDS.formatted("run", "deleted"), nullValue())
                .body(KINDS.formatted("run", "days"), equalTo(400f))
                .body(KINDS.formatted("metric", "older"), equalTo(3))
                .body(KINDS.formatted("sample", "days"), equalTo(90f));
        cleanUp()
                .body(KINDS.formatted("run", "deleted"), equalTo(3))
                .body(KINDS.formatted("run", "problem"), nullValue())
                .body(KINDS.formatted("metric", "deleted"), equalTo(3));

        assertThat(number("select count(*) from pg_class where relname ~ '^(run|metric|sample)_2011_05$'"))
                .isZero();
        assertThat(number("select count(*) from run_2011_06")).isEqualTo(3);
        assertThat(number("select count(*) from metric_2011_06")).isEqualTo(3);
        cleanUp().body(KINDS.formatted("imported_run", "deleted"), equalTo(1));
        assertThat(number("select count(*) from imported_run where content_hash like '0000%'"))
                .isEqualTo(1);
    }

    @Test
    void forgetsSamplesSoonerAndTakesNewOnes() {
        month("2011-07-10", 2, "interval '91 days'", "FAILED");

        cleanUp().body(KINDS.formatted("sample", "problem"), nullValue());

        assertThat(number("select count(*) from sample_2011_07")).isZero();
        assertThat(number("select count(*) from run_2011_07")).isEqualTo(2);
        assertThat(number("select count(*) from metric_2011_07")).isEqualTo(2);
        sample("2011-07-10");
        assertThat(number("select count(*) from sample_2011_07")).isEqualTo(1);
    }

    @Test
    void keepsTheMonthOfARunThatIsNotOver() {
        month("2011-05-10", 1, "interval '401 days'", "RUNNING");

        look().body(KINDS.formatted("run", "older"), equalTo(0));
        cleanUp().body(KINDS.formatted("run", "deleted"), equalTo(0));

        assertThat(number("select count(*) from sample_2011_05")).isEqualTo(1);
        run("update run set status = 'CANCELLED' where run_at < '2011-06-01' and run_at > '2011-05-01'");
    }

    @Test
    void givesUpForNowWhereSomebodyWrites() throws Exception {
        month("2011-05-10", 1, "interval '401 days'", "COMPLETED");
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("update run set source = 'writes' where run_at < '2011-06-01'");

            cleanUp()
                    .body(KINDS.formatted("run", "problem"), containsString("lock timeout"))
                    .body(KINDS.formatted("run", "more"), equalTo(true));
            connection.rollback();
        }

        assertThat(number("select count(*) from run_2011_05")).isEqualTo(1);
        cleanUp().body(KINDS.formatted("run", "deleted"), equalTo(1));
    }

    @Test
    void takesNoHoursForDays() {
        assertThatThrownBy(() -> RunnerRetention.require("samples", Duration.ofHours(9)))
                .hasMessage("runner.retention.samples must be a day or more, not PT9H");
    }

    private static ValidatableResponse look() {
        return given().get("/internal/retention").then().statusCode(200);
    }

    private static ValidatableResponse cleanUp() {
        return given().post("/internal/retention").then().statusCode(200);
    }

    /// Runs with a metric and a sample each.
    private void month(String day, int runs, String ago, String status) {
        run("select ensure_run_partitions('%s'::timestamptz)".formatted(day));
        run("""
                with stored as (
                    insert into run (run_at, model_id, dataset_name, status, trigger_type, source, labels, created_at, lease_until)
                    select '%1$s', 1, 'long ago', '%4$s', 'MANUAL', 'push', '{}', now() - %3$s,
                           case when '%4$s' = 'RUNNING' then now() + interval '1 hour' end
                    from generate_series(1, %2$d)
                    returning id, run_at
                ), measured as (
                    insert into metric (run_id, run_at, model_id, dataset_name, metric_type, metric_name, value, at)
                    select id, run_at, 1, 'long ago', 'ACCURACY', 'accuracy', 1, run_at from stored
                )
                insert into sample (run_id, run_at, position, sample_id, item_key)
                select id, run_at, 0, 'first', '0123456789abcdef' from stored""".formatted(day, runs, ago, status));
        for (var table : new String[] {"run", "metric", "sample"}) {
            run("analyze " + table);
        }
    }

    private void sample(String day) {
        run("insert into sample (run_id, run_at, position, sample_id, item_key)"
                + " values (-1, '%s', 0, 'first', '0123456789abcdef')".formatted(day));
    }

    private void imported(String day) {
        run("""
                insert into imported_run (content_hash, run_id, run_at, imported_at)
                select '0000' || lpad(id::text, 60, '0'), id, run_at, now() - interval '401 days' from run
                where run_at = '%s' order by id limit 1""".formatted(day));
    }

    private void run(String sql) {
        pool.query(sql).executeAndAwait();
    }

    private long number(String sql) {
        return pool.query(sql).executeAndAwait().iterator().next().getLong(0);
    }
}
