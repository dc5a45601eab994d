package io.llmlab.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.trace.Traces;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Transactional outbox: an event is stored in the transaction of its cause, so that neither exists without the other.
/// [OutboxRelay] sends it afterwards.
///
/// Source of the pattern: C. Richardson, Microservices Patterns (2018), chapter 3.2.
@ApplicationScoped
public class Outbox {

    private static final String INSERT =
            "insert into outbox (topic, type, key, payload, traceparent) values ($1, $2, $3, $4, $5)";

    private static final String INSERT_ALL = """
            insert into outbox (topic, type, key, payload, traceparent)
            select topic, type, key, payload, traceparent
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                with ordinality as event (topic, type, key, payload, traceparent, number)
            order by number""";

    private static final String INSERT_JDBC =
            "insert into outbox (topic, type, key, payload, traceparent) values (?, ?, ?, ?, ?)";

    private final ObjectMapper mapper;
    private final Traces traces;

    Outbox(ObjectMapper mapper, Traces traces) {
        this.mapper = mapper;
        this.traces = traces;
    }

    /// Appends within the current Hibernate Reactive transaction; fails outside of one.
    public Uni<Void> append(OutboxEvent event) {
        var payload = json(event);
        var traceparent = traces.parent(event.cause());
        return Panache.currentTransaction()
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("An event is appended within a transaction"))
                .chain(() -> PlainSql.update(INSERT, event.topic(), event.type(), event.key(), payload, traceparent))
                .replaceWithVoid();
    }

    /// Appends several in their order, in one statement.
    public Uni<Void> append(List<OutboxEvent> events) {
        return Panache.currentTransaction()
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("An event is appended within a transaction"))
                .chain(() -> PlainSql.update(
                        INSERT_ALL,
                        column(events, OutboxEvent::topic),
                        column(events, OutboxEvent::type),
                        column(events, OutboxEvent::key),
                        column(events, this::json),
                        column(events, event -> traces.parent(event.cause()))))
                .replaceWithVoid();
    }

    private static String[] column(List<OutboxEvent> events, Function<OutboxEvent, @Nullable String> value) {
        return events.stream().map(value).toArray(String[]::new);
    }

    /// Appends within the transaction of a plain connection, for hot paths without entities.
    public Uni<Void> append(SqlConnection connection, OutboxEvent event) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(event.topic(), event.type(), event.key(), json(event), traces.parent(event.cause())))
                .replaceWithVoid();
    }

    /// Appends within the transaction of a JDBC connection, for bulk loads, which run on worker threads.
    public void append(Connection connection, OutboxEvent event) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT_JDBC)) {
            insert.setString(1, event.topic());
            insert.setString(2, event.type());
            insert.setString(3, event.key());
            insert.setString(4, json(event));
            insert.setString(5, traces.parent(event.cause()));
            insert.executeUpdate();
        }
    }

    private String json(OutboxEvent event) {
        try {
            return mapper.writeValueAsString(event.payload());
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("The payload of %s is no JSON".formatted(event.type()), unwritable);
        }
    }
}
