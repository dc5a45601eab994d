package io.llmlab.gateway.dashboard;

import io.llmlab.gateway.dashboard.Activity.Costs;
import io.llmlab.gateway.dashboard.Activity.ModelCost;
import io.llmlab.gateway.dashboard.Activity.OpenRun;
import io.llmlab.gateway.dashboard.Activity.Progress;
import io.llmlab.gateway.dashboard.ModelPerformance.RecentRun;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;

/// Asks the read model for what runs, what failed, and what it costs.
@ApplicationScoped
class ActivityQueries {

    private static final String OPEN = """
            select id, timestamp, model_id, dataset_name, status, done, total,
                   count(*) filter (where status = 'running') over () as running,
                   count(*) filter (where status = 'queued') over () as queued
              from run where status in ('queued', 'running')
             order by timestamp desc, id desc limit %d""".formatted(Activity.MOST);

    /// By when they ended: a run that is tried again is as old as when it was made. Whether it went well since is asked
    /// once a pair, of its newest runs.
    private static final String FAILED = """
            with failed as (
                select *, coalesce(completed_at, timestamp) as ended_at
                  from run where status = 'failed' and coalesce(completed_at, timestamp) >= $1
            ), settled as (
                select pair.model_id, pair.dataset_name, max(newest.ended_at) as at
                  from (select distinct model_id, dataset_name from failed) pair
                       cross join lateral (
                           select later.status, coalesce(later.completed_at, later.timestamp) as ended_at
                             from run later
                            where later.model_id = pair.model_id and later.dataset_name = pair.dataset_name
                            order by later.timestamp desc, later.id desc limit 100) newest
                 where newest.status = 'completed'
                 group by pair.model_id, pair.dataset_name
            )
            select failed.*, count(*) over () as failed
              from failed left join settled using (model_id, dataset_name)
             where settled.at is null or settled.at < failed.ended_at
             order by failed.ended_at desc, failed.id desc limit %d""".formatted(Activity.MOST);

    private static final String COSTS = """
            select model_id,
                   coalesce(sum(paid) filter (where timestamp >= $1), 0) as today,
                   coalesce(sum(paid) filter (where timestamp >= $2), 0) as month,
                   coalesce(sum(total_cost) filter (where timestamp >= $3 and not excluded), 0) as today_utc,
                   coalesce(sum(total_cost) filter (where timestamp >= $4 and not excluded), 0) as month_utc
              from (select model_id, timestamp, excluded, total_cost,
                           coalesce(total_cost, 0) + coalesce(judge_cost, 0) as paid
                      from run
                     where timestamp >= least(cast($2 as timestamptz), cast($4 as timestamptz))
                       and (total_cost is not null or judge_cost is not null)) known
             group by model_id order by model_id""";

    private final Pool pool;

    ActivityQueries(Pool pool) {
        this.pool = pool;
    }

    record Open(long running, long queued, List<OpenRun> runs) {}

    record Failed(long total, List<RecentRun> runs) {}

    Uni<Open> open() {
        return pool.query(OPEN).execute().map(rows -> {
            var all = list(rows);
            return all.isEmpty()
                    ? new Open(0, 0, List.of())
                    : new Open(
                            all.getFirst().getLong("running"),
                            all.getFirst().getLong("queued"),
                            all.stream().map(ActivityQueries::openRun).toList());
        });
    }

    Uni<Failed> failedSince(Instant since) {
        return pool.preparedQuery(FAILED)
                .execute(Tuple.of(since.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    var all = list(rows);
                    return new Failed(
                            all.isEmpty() ? 0 : all.getFirst().getLong("failed"),
                            all.stream().map(DashboardQueries::recentRun).toList());
                });
    }

    /// @param now in the zone whose days and months the sums are of
    Uni<Costs> costs(ZonedDateTime now) {
        var utc = now.withZoneSameInstant(ZoneOffset.UTC);
        return pool.preparedQuery(COSTS)
                .execute(Tuple.from(List.of(day(now), month(now), day(utc), month(utc)).stream()
                        .map(ZonedDateTime::toOffsetDateTime)
                        .toList()))
                .map(rows -> costs(list(rows)));
    }

    private static ZonedDateTime day(ZonedDateTime now) {
        return now.truncatedTo(ChronoUnit.DAYS);
    }

    private static ZonedDateTime month(ZonedDateTime now) {
        return day(now.withDayOfMonth(1));
    }

    private static Costs costs(List<Row> rows) {
        return new Costs(
                rows.stream().mapToDouble(row -> row.getDouble("today")).sum(),
                rows.stream().mapToDouble(row -> row.getDouble("month")).sum(),
                rows.stream()
                        .map(row -> new ModelCost(
                                row.getLong("model_id"), row.getDouble("today_utc"), row.getDouble("month_utc")))
                        .toList());
    }

    private static OpenRun openRun(Row row) {
        var total = row.getInteger("total");
        var done = row.getInteger("done");
        return new OpenRun(
                row.getLong("id"),
                row.getOffsetDateTime("timestamp").toInstant(),
                row.getLong("model_id"),
                row.getString("dataset_name"),
                row.getString("status"),
                total == null ? null : new Progress(done == null ? 0 : done, total));
    }

    private static List<Row> list(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }
}
