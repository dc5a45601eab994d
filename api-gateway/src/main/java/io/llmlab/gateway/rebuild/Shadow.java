package io.llmlab.gateway.rebuild;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.event.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A second read model, in temporary tables of the same names on one connection: so the statements of the events fill
/// it too, and nothing is left where the process ends.
final class Shadow {

    private static final List<String> TABLES = List.of("model", "job", "run", "run_metric", "alert");

    /// A connection may keep what it has prepared: these must not be taken for the statements of the read model.
    private static final String MARK = "/* shadow */ ";

    private final SqlConnection connection;
    private @Nullable String schema;

    Shadow(SqlConnection connection) {
        this.connection = connection;
    }

    Uni<Void> open() {
        return connection
                .query("select quote_ident(current_schema()) as name")
                .execute()
                .invoke(rows -> schema = rows.iterator().next().getString("name"))
                .chain(() -> script(TABLES.stream()
                        .map(table ->
                                "create temp table %s (like %s.%s including all)".formatted(table, schema, table))));
    }

    Uni<Void> models(List<ObjectNode> events) {
        return store(Statements.MODEL, events);
    }

    Uni<Void> jobs(List<ObjectNode> events) {
        return store(Statements.JOB, events);
    }

    Uni<Void> openRuns(List<ObjectNode> events) {
        return store(Statements.RUN_PROGRESS, events);
    }

    Uni<Void> endedRuns(List<ObjectNode> events) {
        return store(Statements.RUN_END, events).chain(() -> store(Statements.RUN_METRICS, events));
    }

    Uni<Void> alerts(List<ObjectNode> events) {
        return store(Statements.ALERT, events);
    }

    /// Makes the read model what the shadow is, in one transaction: those who read see the one or the other, those who
    /// write wait. What has changed since the given time was told by an event, and stays.
    Uni<Void> swap(Instant since) {
        return script(Stream.of("analyze model, job, run, run_metric, alert"))
                .chain(connection::begin)
                .chain(transaction -> script(SwapStatements.of(String.valueOf(schema), since))
                        .chain(transaction::commit)
                        .onFailure()
                        .call(transaction::rollback));
    }

    Uni<Void> discard() {
        return connection.query("discard temp").execute().replaceWithVoid();
    }

    private Uni<Void> store(String statement, List<ObjectNode> events) {
        return events.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(MARK + statement.replace(":event", "$1"))
                        .executeBatch(events.stream()
                                .map(event -> Tuple.of(event.toString()))
                                .toList())
                        .replaceWithVoid();
    }

    private Uni<Void> script(Stream<String> statements) {
        return connection
                .query(String.join(";\n", statements.toList()))
                .execute()
                .replaceWithVoid();
    }
}
