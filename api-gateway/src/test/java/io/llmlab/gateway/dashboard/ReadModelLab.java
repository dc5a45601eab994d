package io.llmlab.gateway.dashboard;

import static org.awaitility.Awaitility.await;

import io.llmlab.gateway.testing.Events;
import io.llmlab.gateway.testing.ReadModels;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;

/// An empty read model and the topics that fill it.
final class ReadModelLab {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final Events events;

    ReadModelLab(Pool pool, String bootstrapServers) {
        this.pool = pool;
        this.events = new Events(bootstrapServers);
        ReadModels.empty(pool);
    }

    Events events() {
        return events;
    }

    /// Else what one test sent would arrive in the next one.
    ///
    /// @param unreadable how many of the events are refused, and so in no inbox
    void awaitAllThatWasSent(int unreadable) {
        await().atMost(PATIENCE).until(() -> seen() == events.sent() - unreadable);
    }

    void awaitAllThatWasSent() {
        awaitAllThatWasSent(0);
    }

    private long seen() {
        return count("select count(*) from inbox where source = '%s'".formatted(events.source()));
    }

    long count(String query) {
        return pool.query(query).executeAndAwait().iterator().next().getLong(0);
    }

    String text(String query) {
        return pool.query(query).executeAndAwait().iterator().next().getString(0);
    }
}
