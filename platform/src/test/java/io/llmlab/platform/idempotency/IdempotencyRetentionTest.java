package io.llmlab.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class IdempotencyRetentionTest {

    @Inject
    IdempotencyRetention retention;

    @Inject
    Pool pool;

    @Test
    void forgetsTheOldAndKeepsTheNew() {
        pool.query("""
                insert into idempotency (key, request_hash, status, created_at)
                values ('retention-old', 'x', 201, now() - interval '25 hours'), ('retention-new', 'x', 201, now())""").executeAndAwait();

        assertThat(retention.forget().await().atMost(Duration.ofSeconds(10))).isEqualTo(1);

        var left = pool.query("select key from idempotency where key like 'retention-%'")
                .executeAndAwait();
        assertThat(StreamSupport.stream(left.spliterator(), false).map(row -> row.getString(0)))
                .containsExactly("retention-new");
    }

    @Test
    void asksTheDatabaseForNothingOnceTheServiceStops() {
        var stopped = new IdempotencyRetention(pool, Clock.systemUTC());
        stopped.stop(new ShutdownEvent());
        pool.query("""
                insert into idempotency (key, request_hash, status, created_at)
                values ('stopped-old', 'x', 201, now() - interval '25 hours')""").executeAndAwait();

        stopped.tick().await().atMost(Duration.ofSeconds(10));

        assertThat(pool.query("delete from idempotency where key = 'stopped-old'")
                        .executeAndAwait()
                        .rowCount())
                .isEqualTo(1);
    }
}
