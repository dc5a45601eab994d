package io.llmlab.gateway.dashboard;

import io.llmlab.platform.time.Rhythm;

/// The statement of the matrix. It reads so many rows as there are pairs, whatever their history: pairs are found by
/// stepping from one data set to the next in the index of a model's runs, and of each pair only the newest runs and the
/// days are read.
final class MatrixStatement {

    /// Up to so many runs are points of their own.
    static final int SINGLE_RUNS = 30;

    /// As the rollups have it.
    private static final String EVIDENCE = """
            r.model_id = pair.model_id and r.dataset_name = pair.dataset_name and r.timestamp >= $1
                  and r.status = 'completed' and r.measurable is not false and not r.excluded""";

    /// The newest run before a time that came by itself: pushed by an outside harness, or started by a job that goes
    /// on.
    private static final String REGULAR = """
            select one.timestamp, one.expected_interval from (
                (select r.timestamp, r.expected_interval from run r
                  where r.model_id = pair.model_id and r.dataset_name = pair.dataset_name and r.source <> 'runner'
                    and r.timestamp < :before
                  order by r.timestamp desc limit 1)
                union all
                select started.timestamp, null
                  from job cross join lateral (
                       select r.timestamp from run r
                        where r.scheduled_job_id = job.job_id and r.trigger_type = 'scheduled'
                          and r.model_id = job.model_id and r.dataset_name = job.dataset_name and r.timestamp < :before
                        order by r.timestamp desc limit 1) started
                 where job.model_id = pair.model_id and job.dataset_name = pair.dataset_name
                   and job.enabled and not job.deleted) one
             order by one.timestamp desc limit 1""";

    /// Parameters: the beginning of the period, how many pairs.
    static final String SQL = """
            with recursive pair as (
                select model.id as model_id, model.name as model_name, first.dataset_name
                  from model cross join lateral (
                       select r.dataset_name from run r where r.model_id = model.id order by r.dataset_name limit 1) first
                 where model.active
                union all
                select pair.model_id, pair.model_name, next.dataset_name
                  from pair cross join lateral (
                       select r.dataset_name from run r
                        where r.model_id = pair.model_id and r.dataset_name > pair.dataset_name
                        order by r.dataset_name limit 1) next
            ), shown as (
                select pair.model_name, newest.*
                  from pair cross join lateral (
                       select r.id, r.timestamp, r.model_id, r.dataset_name, r.dataset_version, r.status, r.measurable,
                              r.trigger_type, r.accuracy, r.latency_ms, r.total_cost, r.duration_seconds,
                              r.sample_count, r.error_count, r.error_message, r.completed_at
                         from run r where :evidence
                        order by r.timestamp desc, r.id desc limit 1) newest
                 order by newest.timestamp desc, newest.id desc limit $2
            )
            select pair.*, evidence.*, days.*, regular.*, last.*
              from shown pair
                   cross join lateral (
                       select r.timestamp as last_run_at, greatest(r.timestamp, r.completed_at, r.changed_at) as last_seen_at
                         from run r where r.model_id = pair.model_id and r.dataset_name = pair.dataset_name
                        order by r.timestamp desc, r.id desc limit 1) last
                   cross join lateral (
                       select array_agg(one.timestamp order by one.timestamp, one.id) as run_times,
                              array_agg(one.accuracy order by one.timestamp, one.id) as run_accuracies,
                              array_agg(one.latency_ms order by one.timestamp, one.id) as run_latencies
                         from (select r.id, r.timestamp, r.accuracy, r.latency_ms from run r where :evidence
                                order by r.timestamp desc, r.id desc limit :single_runs + 1) one) evidence
                   cross join lateral (
                       select array_agg(to_timestamp(day.time_mean) order by day.period_start) as day_times,
                              array_agg(day.mean order by day.period_start) as day_means,
                              array_agg(day.count order by day.period_start) as day_runs
                         from rollup day
                        where day.period_type = 'day' and day.period_start >= date_trunc('day', $1, 'UTC')
                          and day.series_id = (
                              select s.id from rollup_series s
                               where s.model_id = pair.model_id and s.dataset_name = pair.dataset_name
                                 and s.metric_type = case when pair.accuracy is not null then 'accuracy'
                                                          when pair.latency_ms is not null then 'latency' end
                                 and exists (
                                     select from rollup lately
                                      where lately.series_id = s.id and lately.period_type = 'day'
                                        and lately.period_start >= date_trunc('day', $1, 'UTC'))
                               order by s.metric_name not in ('overall_accuracy', 'avg_latency_ms'), s.metric_name
                               limit 1)) days
                   cross join lateral (
                       with recursive step as (
                           select 1 as number, newest.* from (:newest_regular) newest
                           union all
                           select step.number + 1, before.* from step cross join lateral (:regular_before) before
                            where step.number < :many)
                       select array_agg(timestamp order by number) as regular_times,
                              (array_agg(cast(extract(epoch from expected_interval) as double precision)
                                         order by number))[1] as declared_seconds
                         from step) regular
             order by pair.model_name, pair.dataset_name""".replace(":evidence", EVIDENCE)
            .replace(":newest_regular", REGULAR.replace(":before", "'infinity'"))
            // What comes within a minute was pushed together.
            .replace(":regular_before", REGULAR.replace(":before", "date_trunc('minute', step.timestamp)"))
            .replace(":single_runs", String.valueOf(SINGLE_RUNS))
            .replace(":many", String.valueOf(Rhythm.NEWEST));

    private MatrixStatement() {}
}
