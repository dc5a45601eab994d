package io.llmlab.alert.recent;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.MailServer;
import io.llmlab.alert.retention.RetentionConfig;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class RecentRunRetentionTest {

    private static final long MODEL = -7;

    @Inject
    Pool pool;

    @Inject
    RecentRunRetention retention;

    @Test
    void keepsTheYoungAndTheNewestOfAModelAndDataset() {
        runs("often", 25, "interval '70 days'", 1_000);
        runs("often", 25, "interval '50 days'", 2_000);
        runs("seldom", 22, "interval '900 days'", 3_000);

        retention.forget().await().indefinitely();

        assertThat(kept("often", 1_000)).isZero();
        assertThat(kept("often", 2_000)).isEqualTo(25);
        assertThat(kept("seldom", 3_000)).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"40, 0", "60, 25"})
    void keepsThemAsLongAsIsSet(int days, int kept) {
        runs("set-often", 25, "interval '50 days'", 5_000);
        runs("set-often", 25, "interval '1 days'", 6_000);

        new RecentRunRetention(keeping(Duration.ofDays(days)), pool, Clock.systemUTC())
                .forget()
                .await()
                .indefinitely();

        assertThat(kept("set-often", 5_000)).isEqualTo(kept);
        assertThat(kept("set-often", 6_000)).isEqualTo(25);
        pool.query("delete from recent_run where model_id = " + MODEL).executeAndAwait();
    }

    private static RetentionConfig keeping(Duration runs) {
        return new RetentionConfig() {
            @Override
            public Duration rulings() {
                return Duration.ofDays(90);
            }

            @Override
            public Duration alerts() {
                return runs;
            }

            @Override
            public Duration runs() {
                return runs;
            }

            @Override
            public Duration silences() {
                return runs;
            }

            @Override
            public Duration groups() {
                return runs;
            }
        };
    }

    private void runs(String dataset, int count, String ago, int firstId) {
        pool.preparedQuery("""
                        insert into recent_run (run_id, model_id, dataset_name, ran_at, status, left_out)
                        select $3::int - 100000 + number, $1, $2, now() - %s + number * interval '1 hour', 'completed',
                               false
                        from generate_series(1, $4::int) number""".formatted(ago)).executeAndAwait(Tuple.of(MODEL, dataset, firstId, count));
    }

    private long kept(String dataset, int firstId) {
        return pool.preparedQuery("""
                        select count(*) from recent_run
                        where model_id = $1 and dataset_name = $2 and run_id between $3::int - 100000 and $3::int - 99000""")
                .executeAndAwait(Tuple.of(MODEL, dataset, firstId))
                .iterator()
                .next()
                .getLong(0);
    }
}
