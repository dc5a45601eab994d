package io.llmlab.gateway.dashboard;

import io.llmlab.gateway.dashboard.ModelPerformance.RecentRun;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Asks the read model.
@ApplicationScoped
class DashboardQueries {

    private static final String OVERVIEW = """
            select (select count(*) from model where active) as models,
                   runs.total as runs, runs.failed, runs.ended,
                   jobs.total as jobs, jobs.enabled,
                   alerts.total as alerts, alerts.resolved,
                   (select count(*) from alert where status = 'active') as active_alerts
              from (select count(*) as total, count(*) filter (where status = 'failed') as failed,
                           count(*) filter (where status in ('failed', 'completed')) as ended
                      from run where timestamp >= $1) runs,
                   (select count(*) as total, count(*) filter (where enabled) as enabled
                      from job where not deleted) jobs,
                   (select count(*) as total, count(*) filter (where status = 'resolved') as resolved
                      from alert where timestamp >= $1) alerts""";

    private static final String MODEL_EXISTS = "select 1 from model where id = $1";

    private static final String SUMMARY = """
            select count(*) as total, count(*) filter (where status = 'completed') as completed,
                   count(*) filter (where status in ('failed', 'completed')) as ended,
                   avg(accuracy) filter (where status = 'completed' and measurable is not false
                         and not excluded) as accuracy,
                   avg(latency_ms) filter (where status = 'completed' and measurable is not false
                         and not excluded) as latency,
                   sum(total_cost) as cost
              from run where model_id = $1 and timestamp >= $2""";

    private static final String RECENT = """
            select id, timestamp, model_id, dataset_name, dataset_version, status, measurable, trigger_type, accuracy,
                   latency_ms, total_cost, duration_seconds, sample_count, error_count, error_message, completed_at
              from run where model_id = $1 and timestamp >= $2
             order by timestamp desc, id desc limit 10""";

    private final Pool pool;

    DashboardQueries(Pool pool) {
        this.pool = pool;
    }

    record Counts(
            long models,
            long runs,
            long failedRuns,
            long endedRuns,
            long jobs,
            long enabledJobs,
            long alerts,
            long resolvedAlerts,
            long activeAlerts) {}

    record Summary(
            long total,
            long completed,
            long ended,
            @Nullable Double accuracy,
            @Nullable Double latency,
            @Nullable Double cost) {}

    Uni<Counts> countsSince(Instant since) {
        return pool.preparedQuery(OVERVIEW)
                .execute(Tuple.of(utc(since)))
                .map(rows -> counts(rows.iterator().next()));
    }

    Uni<Void> requireModel(long id) {
        return pool.preparedQuery(MODEL_EXISTS)
                .execute(Tuple.of(id))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw new NotFound("model", id);
                    }
                })
                .replaceWithVoid();
    }

    Uni<Summary> summaryOf(long modelId, Instant since) {
        return pool.preparedQuery(SUMMARY)
                .execute(Tuple.of(modelId, utc(since)))
                .map(rows -> summary(rows.iterator().next()));
    }

    Uni<List<RecentRun>> newestOf(long modelId, Instant since) {
        return pool.preparedQuery(RECENT)
                .execute(Tuple.of(modelId, utc(since)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DashboardQueries::recentRun)
                        .toList());
    }

    private static Counts counts(Row row) {
        return new Counts(
                row.getLong("models"),
                row.getLong("runs"),
                row.getLong("failed"),
                row.getLong("ended"),
                row.getLong("jobs"),
                row.getLong("enabled"),
                row.getLong("alerts"),
                row.getLong("resolved"),
                row.getLong("active_alerts"));
    }

    private static Summary summary(Row row) {
        return new Summary(
                row.getLong("total"),
                row.getLong("completed"),
                row.getLong("ended"),
                row.getDouble("accuracy"),
                row.getDouble("latency"),
                row.getDouble("cost"));
    }

    static RecentRun recentRun(Row row) {
        var completedAt = row.getOffsetDateTime("completed_at");
        return new RecentRun(
                row.getLong("id"),
                row.getOffsetDateTime("timestamp").toInstant(),
                row.getLong("model_id"),
                row.getString("dataset_name"),
                row.getString("dataset_version"),
                row.getString("status"),
                row.getBoolean("measurable"),
                row.getString("trigger_type"),
                row.getDouble("accuracy"),
                row.getDouble("latency_ms"),
                row.getDouble("total_cost"),
                row.getDouble("duration_seconds"),
                row.getInteger("sample_count"),
                row.getInteger("error_count"),
                row.getString("error_message"),
                completedAt == null ? null : completedAt.toInstant());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
