package io.llmlab.alert.recent;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.llmlab.alert.signal.Labels;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Subject;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The runs of all models together, without those that a person excluded and those that were cancelled.
@ApplicationScoped
public class PastRuns {

    private static final String SINCE = """
            select run_id, model_id, coalesce(model_name, 'model ' || model_id) as model_name, provider, dataset_name,
                   labels, ran_at, status, reached, total_cost, sample_count, error_count
            from recent_run
            where ran_at >= $1 and ran_at <= $2 and not left_out and status <> 'cancelled'
            order by ran_at desc, run_id desc limit $3""";

    private static final String UNKNOWN_PROVIDER = "custom";
    private static final Labels LABELS = new Labels();

    private final Pool pool;

    PastRuns(Pool pool) {
        this.pool = pool;
    }

    /// The newest of a time, oldest first; read on a worker thread.
    ///
    /// @param most of them
    public Uni<List<PastRun>> between(Instant from, Instant until, int most) {
        return pool.preparedQuery(SINCE)
                .execute(Tuple.of(from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC), most))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(PastRuns::read);
    }

    private static List<PastRun> read(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(PastRuns::run)
                .toList()
                .reversed();
    }

    private static PastRun run(Row row) {
        var model = new Model(
                row.getLong("model_id"),
                row.getString("model_name"),
                requireNonNullElse(row.getString("provider"), UNKNOWN_PROVIDER),
                Map.of());
        var labels = row.getString("labels");
        return new PastRun(
                new Subject(row.getLong("run_id"), model, row.getString("dataset_name"), labels(labels)),
                labels != null,
                row.getOffsetDateTime("ran_at").toInstant(),
                row.getString("status"),
                row.getBoolean("reached"),
                row.getDouble("total_cost"),
                requireNonNullElse(row.getLong("sample_count"), 0L),
                requireNonNullElse(row.getLong("error_count"), 0L));
    }

    private static Map<String, String> labels(@Nullable String json) {
        return json == null ? Map.of() : requireNonNull(LABELS.convertToEntityAttribute(json));
    }
}
