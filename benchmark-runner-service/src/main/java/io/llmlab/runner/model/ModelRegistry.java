package io.llmlab.runner.model;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.outbox.Outbox;
import io.llmlab.platform.outbox.OutboxEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// Finds or makes models within a bulk load's JDBC transaction. It blocks: call it on a worker thread.
@ApplicationScoped
public class ModelRegistry {

    private static final String INSERT_UNLESS_THERE = """
            insert into model (name, provider, model_type, active, labels, created_at, updated_at)
            values (?, ?, 'CHAT', true, '{}', ?, ?)
            on conflict (name) do nothing
            returning id""";
    private static final String FIND = "select id, provider, labels from model where name = ?";

    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;
    private final LabelsColumn labels = new LabelsColumn();

    ModelRegistry(Outbox outbox, Audit audit, Clock clock) {
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /// The model of this name; where there is none it is made. Two callers at once make one: the second waits for the
    /// first one's transaction.
    ///
    /// @param provider of a model that is made now
    public ModelReference findOrCreate(Connection connection, String name, Provider provider) throws SQLException {
        try (var find = connection.prepareStatement(FIND)) {
            find.setString(1, name);
            try (var found = find.executeQuery()) {
                if (found.next()) {
                    return reference(found, name);
                }
            }
        }
        return create(connection, name, provider) ? announced(connection, name) : require(connection, name);
    }

    private boolean create(Connection connection, String name, Provider provider) throws SQLException {
        var at = now().atOffset(ZoneOffset.UTC);
        try (var insert = connection.prepareStatement(INSERT_UNLESS_THERE)) {
            insert.setString(1, name);
            insert.setString(2, provider.name());
            insert.setObject(3, at);
            insert.setObject(4, at);
            try (var made = insert.executeQuery()) {
                return made.next();
            }
        }
    }

    private ModelReference announced(Connection connection, String name) throws SQLException {
        var model = require(connection, name);
        var at = now();
        outbox.append(
                connection,
                OutboxEvent.of(
                        "model-changed", model.id(), new ModelChanged(model, null, ModelType.CHAT, true, at, at)));
        audit.record(connection, Audit.ANONYMOUS, "created", "model " + model.id());
        return model;
    }

    private ModelReference require(Connection connection, String name) throws SQLException {
        try (var find = connection.prepareStatement(FIND)) {
            find.setString(1, name);
            try (var found = find.executeQuery()) {
                if (!found.next()) {
                    throw new IllegalStateException("Model %s is neither there nor can it be made".formatted(name));
                }
                return reference(found, name);
            }
        }
    }

    private ModelReference reference(ResultSet row, String name) throws SQLException {
        var known = labels.convertToEntityAttribute(row.getString(3));
        return new ModelReference(
                row.getLong(1), name, Provider.valueOf(row.getString(2)), known == null ? Map.of() : known);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
