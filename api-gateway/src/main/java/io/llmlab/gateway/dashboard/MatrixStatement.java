package io.llmlab.gateway.dashboard;

import io.llmlab.platform.time.Rhythm;

/// The statement of the matrix. It reads so many rows as there are pairs, whatever their history: pairs are found by
/// stepping from one to the next in the index of their runs, and of each pair only the newest runs and the days are
/// read.
final class MatrixStatement {

    /// Up to so many runs are points of their own.
    static final int SINGLE_RUNS = 30;

    /// Among so many of the newest runs those are looked for that come by themselves.
    private static final int LOOKED_AT = 3 * Rhythm.NEWEST;

    /// Of more pairs than these nobody is told: the step from one to the next must end.
    private static final int MOST_STEPS = 10_000;

    private static final String EVIDENCE = """
            r.model_id = pair.model_id and r.dataset_name = pair.dataset_name and r.timestamp >= $1
                  and r.status = 'completed' and not r.excluded""";

    /// A run that comes by itself was pushed by an outside harness, or started by a job that goes on.
    ///
    /// Parameters: the beginning of the period, how many pairs.
    static final String SQL = """
            with recursive pair as (
                (select 1 as step, model_id, dataset_name from run order by model_id, dataset_name limit 1)
                union all
                select pair.step + 1, next.model_id, next.dataset_name
                  from pair cross join lateral (
                       select r.model_id, r.dataset_name from run r
                        where (r.model_id, r.dataset_name) > (pair.model_id, pair.dataset_name)
                        order by r.model_id, r.dataset_name limit 1) next
                 where pair.step < :most_steps
            ), shown as (
                select model.name as model_name, newest.*
                  from pair join model on model.id = pair.model_id and model.active
                       cross join lateral (
                           select r.id, r.timestamp, r.model_id, r.dataset_name, r.dataset_version, r.status, r.measurable,
                                  r.trigger_type, r.accuracy, r.latency_ms, r.total_cost, r.duration_seconds,
                                  r.sample_count, r.error_count, r.error_message, r.completed_at
                             from run r where :evidence
                            order by r.timestamp desc, r.id desc limit 1) newest
                 order by newest.timestamp desc, newest.id desc limit $2
            )
            select pair.*, evidence.*, days.*, regular.*,
                   (select r.timestamp from run r
                     where r.model_id = pair.model_id and r.dataset_name = pair.dataset_name
                     order by r.timestamp desc, r.id desc limit 1) as last_run_at
              from shown pair
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
                                 and s.metric_type = case when pair.accuracy is null then 'latency' else 'accuracy' end
                               order by s.metric_name not in ('overall_accuracy', 'avg_latency_ms'), s.metric_name
                               limit 1)) days
                   cross join lateral (
                       select array_agg(one.timestamp order by one.timestamp desc) as regular_times,
                              (array_agg(cast(extract(epoch from one.expected_interval) as double precision)
                                         order by one.timestamp desc))[1] as declared_seconds
                         from (select r.timestamp, r.expected_interval
                                 from (select * from run r
                                        where r.model_id = pair.model_id and r.dataset_name = pair.dataset_name
                                        order by r.timestamp desc, r.id desc limit :looked_at) r
                                where r.source <> 'runner' or r.trigger_type = 'scheduled' and exists (
                                      select from job
                                       where job.model_id = pair.model_id and job.dataset_name = pair.dataset_name
                                         and job.enabled and not job.deleted)
                                order by r.timestamp desc limit :newest) one) regular
             order by pair.model_name, pair.dataset_name""".replace(":evidence", EVIDENCE)
            .replace(":most_steps", String.valueOf(MOST_STEPS))
            .replace(":single_runs", String.valueOf(SINGLE_RUNS))
            .replace(":looked_at", String.valueOf(LOOKED_AT))
            .replace(":newest", String.valueOf(Rhythm.NEWEST));

    private MatrixStatement() {}
}
