package io.llmlab.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

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
class InboxRetentionTest {

    @Inject
    InboxRetention retention;

    @Inject
    Pool pool;

    @Test
    void forgetsTheOldAndKeepsTheNew() {
        pool.query("""
                insert into inbox (source, event_id, received_at)
                values ('/retention', 'old', now() - interval '31 days'), ('/retention', 'new', now())""").executeAndAwait();

        assertThat(retention.forget().await().atMost(Duration.ofSeconds(10))).isEqualTo(1);

        var left = pool.query("select event_id from inbox where source = '/retention'")
                .executeAndAwait();
        assertThat(StreamSupport.stream(left.spliterator(), false).map(row -> row.getString(0)))
                .containsExactly("new");
    }
}
