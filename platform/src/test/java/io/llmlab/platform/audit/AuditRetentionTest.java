package io.llmlab.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class AuditRetentionTest {

    @Inject
    AuditRetention retention;

    @Inject
    Pool pool;

    @Test
    void forgetsTheOldAndKeepsTheNew() {
        pool.query("""
                insert into audit (at, actor, action, subject)
                values (now() - interval '401 days', 'kim', 'made', 'retention old'),
                       (now() - interval '399 days', 'kim', 'made', 'retention new')""").executeAndAwait();

        assertThat(retention.forget().await().atMost(Duration.ofSeconds(10))).isEqualTo(1);

        var left = pool.query("select subject from audit where subject like 'retention %'")
                .executeAndAwait();
        assertThat(StreamSupport.stream(left.spliterator(), false).map(row -> row.getString(0)))
                .containsExactly("retention new");
    }

    @Test
    void refusesToKeepThemForHours() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditRetention.require(Duration.ofHours(23)))
                .withMessageContaining("llmlab.audit.kept");
        AuditRetention.require(Duration.ofDays(1));
    }
}
