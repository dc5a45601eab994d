package io.llmlab.gateway.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.gateway.live.LiveLog;
import io.llmlab.gateway.rollup.Rollups;
import io.llmlab.platform.database.PlainSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/// Writes what the events say into the read model and tells the open dashboards, in the transaction of the inbox. An
/// event that is older than what is known changes nothing and is not told.
@ApplicationScoped
class ReadModel {

    private final ObjectMapper mapper;
    private final LiveLog live;
    private final Rollups rollups;

    ReadModel(ObjectMapper mapper, LiveLog live, Rollups rollups) {
        this.mapper = mapper;
        this.live = live;
        this.rollups = rollups;
    }

    Uni<Void> apply(ModelChanged event) {
        return changed(Statements.MODEL, event).chain(news -> tellIf(news, "model", event));
    }

    Uni<Void> apply(JobChanged event) {
        return seen(event).chain(() -> changed(Statements.JOB, event)).replaceWithVoid();
    }

    Uni<Void> apply(RunChanged event) {
        return unlessForgotten(event.runId(), () -> follow(event));
    }

    private Uni<Void> follow(RunChanged event) {
        return seen(event)
                .chain(() -> changed(Statements.RUN_PROGRESS, event))
                .chain(news -> tellRunIf(news, event.runId()));
    }

    Uni<Void> apply(RunCompleted event) {
        return unlessForgotten(event.runId(), () -> follow(event));
    }

    private Uni<Void> follow(RunCompleted event) {
        return seen(event)
                .chain(() -> changed(Statements.RUN_END, event))
                .call(news -> news ? followMetrics(event) : Uni.createFrom().voidItem())
                .chain(news -> tellRunIf(news, event.runId()));
    }

    Uni<Void> apply(AlertChanged event) {
        return changed(Statements.ALERT, event).chain(news -> tellIf(news, "alert", event));
    }

    Uni<Void> apply(RegressionFound event) {
        return tellIf(true, "regression", event);
    }

    Uni<Void> apply(RegressionCleared event) {
        return tellIf(true, "regression", event);
    }

    private static Uni<Void> unlessForgotten(long runId, Supplier<Uni<Void>> effect) {
        return PlainSql.rows(Statements.RUN_FORGOTTEN, runId)
                .chain(rows -> (Boolean) rows.getFirst()[0] ? Uni.createFrom().voidItem() : effect.get());
    }

    private Uni<Boolean> seen(Object event) {
        return changed(Statements.MODEL_SEEN, event);
    }

    private Uni<Void> followMetrics(RunCompleted event) {
        return rollups.during(event.runId(), () -> storeMetrics(event));
    }

    private Uni<Void> storeMetrics(RunCompleted event) {
        return changed(Statements.RUN_METRICS_GONE, event)
                .chain(() -> changed(Statements.RUN_METRICS, event))
                .replaceWithVoid();
    }

    private Uni<Void> tellRunIf(boolean news, long runId) {
        if (!news) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(Statements.RUN_VIEW, String.class)
                        .setParameter("id", runId)
                        .getSingleResult())
                .chain(view -> live.append("run", view));
    }

    private Uni<Void> tellIf(boolean news, String type, Object event) {
        return news ? live.append(type, json(event)) : Uni.createFrom().voidItem();
    }

    private Uni<Boolean> changed(String statement, Object event) {
        var json = json(event);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(statement)
                        .setParameter("event", json)
                        .executeUpdate())
                .map(rows -> rows > 0);
    }

    private String json(Object event) {
        try {
            return mapper.writeValueAsString(event);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("An event that was read can be written", unwritable);
        }
    }
}
