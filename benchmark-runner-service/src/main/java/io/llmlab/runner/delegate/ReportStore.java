package io.llmlab.runner.delegate;

import io.llmlab.platform.outbox.Outbox;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.load.SampleRequest;
import io.llmlab.runner.model.ModelReference;
import io.llmlab.runner.model.Provider;
import io.llmlab.runner.run.RunEvents;
import io.llmlab.runner.run.RunRows;
import io.llmlab.runner.run.RunStore;
import io.llmlab.runner.run.RunView;
import io.llmlab.runner.run.SampleRow;
import io.llmlab.runner.run.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stores a report in the caller's transaction and tells of the progress, at most once a second and run.
@ApplicationScoped
class ReportStore {

    private static final int MOST_SAMPLES = 100_000;
    private static final String NOTHING_MEASURED =
            "a completed run has metrics, samples, or both: send them before or with it";

    private static final String TAKE_OUT = """
            delete from sample where run_id = $1 and run_at = $2 and sample_id = any ($3)
            returning sample_id, position, error is not null as failed""";
    private static final String NEXT_POSITION =
            "select coalesce(max(position) + 1, 0) from sample where run_id = $1 and run_at = $2";

    private static final String ADVANCE = """
            update run r set done = coalesce($3::int, r.done), total = coalesce($4::int, r.total),
                error_count = r.error_count + $5,
                announced_at = case when r.announced_at is null or r.announced_at <= now() - interval '1 second'
                    then now() else r.announced_at end
            from model m
            where r.id = $1 and r.run_at = $2 and r.status = 'RUNNING' and m.id = r.model_id
            returning r.*, r.announced_at = now() as is_due, now() as changed_at, m.name as model_name, m.provider,
                m.labels as model_labels""";

    private static final String HEAR = """
            update delegation set heard_at = now(), acknowledged_at = coalesce(acknowledged_at, now()), stored = $2,
                metrics = coalesce($3::text, metrics), fingerprint = coalesce($4::text, fingerprint), outcome = $5,
                reason = $6
            where id = $1""";

    private final RunStore store;
    private final RunRows rows;
    private final ReportedMetrics metrics;
    private final Outbox outbox;

    ReportStore(RunStore store, RunRows rows, ReportedMetrics metrics, Outbox outbox) {
        this.store = store;
        this.rows = rows;
        this.metrics = metrics;
        this.outbox = outbox;
    }

    /// What the samples of a report did to those of the run.
    ///
    /// @param added how many more there are
    /// @param failed how many more of them failed technically
    private record Change(int added, int failed) {}

    Uni<RunView> store(SqlConnection connection, Reported reported, Report report) {
        var merged = metrics.merge(reported.metrics(), report.metricsOrNone());
        return storeSamples(connection, reported, report.samplesOrNone())
                .invoke(change -> requireMeasured(reported, report, change, merged))
                .call(change -> hear(connection, reported, report, reported.stored() + change.added(), merged))
                .chain(change -> advance(connection, reported, report, change))
                .call(row -> announce(connection, row))
                .map(rows::view);
    }

    private Uni<Change> storeSamples(SqlConnection connection, Reported reported, List<SampleRequest> samples) {
        if (samples.isEmpty()) {
            return Uni.createFrom().item(new Change(0, 0));
        }
        var delegation = reported.delegation();
        var ids = samples.stream().map(SampleRequest::id).toArray(String[]::new);
        return connection
                .preparedQuery(TAKE_OUT)
                .execute(Tuple.of(delegation.runId(), delegation.runTime(), ids))
                .chain(known -> connection
                        .preparedQuery(NEXT_POSITION)
                        .execute(Tuple.of(delegation.runId(), delegation.runTime()))
                        .chain(next -> insert(
                                connection,
                                reported,
                                samples,
                                known,
                                next.iterator().next().getInteger(0))));
    }

    private Uni<Change> insert(
            SqlConnection connection,
            Reported reported,
            List<SampleRequest> samples,
            RowSet<Row> known,
            int firstFree) {
        var added = samples.size() - known.rowCount();
        if (reported.stored() + added > MOST_SAMPLES) {
            throw Invalid.inBody("/samples", "a run has at most %d samples".formatted(MOST_SAMPLES));
        }
        var placed = placed(reported.datasetName(), samples, known, firstFree);
        var delegation = reported.delegation();
        var change = new Change(
                added, (int) placed.stream().filter(row -> row.error() != null).count() - failed(known));
        return store.insertSamples(Sql.on(connection), delegation.runId(), delegation.runAt(), placed)
                .replaceWith(change);
    }

    /// A sample that was there keeps its place.
    private static List<SampleRow> placed(
            String datasetName, List<SampleRequest> samples, RowSet<Row> known, int firstFree) {
        var places = new HashMap<String, Integer>();
        var next = firstFree;
        for (var row : known) {
            places.put(row.getString("sample_id"), row.getInteger("position"));
            next = Math.max(next, row.getInteger("position") + 1);
        }
        var placed = new ArrayList<SampleRow>(samples.size());
        for (var sample : samples) {
            var place = places.get(sample.id());
            placed.add(sample.row(place == null ? next++ : place, datasetName));
        }
        return placed;
    }

    private static int failed(RowSet<Row> known) {
        var failed = 0;
        for (var row : known) {
            failed += row.getBoolean("failed") ? 1 : 0;
        }
        return failed;
    }

    private static void requireMeasured(Reported reported, Report report, Change change, @Nullable String merged) {
        var measured = reported.stored() + change.added() > 0 || merged != null || reported.metrics() != null;
        if (report.statusOrRunning() == Report.Status.COMPLETED && !measured) {
            throw Invalid.inBody("/status", NOTHING_MEASURED);
        }
    }

    private static Uni<Void> hear(
            SqlConnection connection, Reported reported, Report report, int stored, @Nullable String merged) {
        var status = report.statusOrRunning();
        var line = Tuple.of(reported.delegation().id(), stored, merged)
                .addString(
                        report.fingerprint() == null
                                ? null
                                : report.fingerprint().toString())
                .addString(status == Report.Status.RUNNING ? null : status.name())
                .addString(report.errorMessage());
        return connection.preparedQuery(HEAR).execute(line).replaceWithVoid();
    }

    private static Uni<Row> advance(SqlConnection connection, Reported reported, Report report, Change change) {
        var stored = report.samplesOrNone().isEmpty() ? null : Integer.valueOf(reported.stored() + change.added());
        var line = Tuple.of(reported.delegation().runId(), reported.delegation().runTime())
                .addInteger(report.done() == null ? stored : report.done())
                .addInteger(report.total())
                .addInteger(change.failed());
        return connection.preparedQuery(ADVANCE).execute(line).map(found -> {
            if (found.rowCount() == 0) {
                throw new Conflict("Run %d has just ended, and nothing more is taken for it"
                        .formatted(reported.delegation().runId()));
            }
            return found.iterator().next();
        });
    }

    private Uni<Void> announce(SqlConnection connection, Row row) {
        if (!row.getBoolean("is_due")) {
            return Uni.createFrom().voidItem();
        }
        var model = new ModelReference(
                row.getLong("model_id"),
                row.getString("model_name"),
                Provider.valueOf(row.getString("provider")),
                rows.labels(row.getString("model_labels")));
        var at = row.getOffsetDateTime("changed_at").toInstant();
        return outbox.append(connection, RunEvents.changed(rows.view(row), model, at));
    }
}
