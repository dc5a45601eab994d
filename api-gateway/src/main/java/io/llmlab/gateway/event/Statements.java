package io.llmlab.gateway.event;

/// The statements of the read model. Each takes the event as JSON, so that what is absent needs no special case, and
/// changes nothing where the row knows something newer. (The JSON goes through text: bound as jsonb, the client would
/// send it as one JSON string.)
public final class Statements {

    /// A model that is known by its runs alone has no change of its own yet, so the first one wins.
    static final String MODEL_SEEN = """
            insert into model (id, name, provider, labels, changed_at)
            select m.id, m.name, m.provider, coalesce(m.labels, '{}'), '-infinity'
              from jsonb_to_record(cast(cast(:event as text) as jsonb)) as e(model jsonb),
                   jsonb_to_record(e.model) as m(id bigint, name text, provider text, labels jsonb)
            on conflict (id) do nothing""";

    public static final String MODEL = """
            insert into model (id, name, provider, labels, version, model_type, active, created_at, changed_at)
            select m.id, m.name, m.provider, coalesce(m.labels, '{}'), e.version, e.model_type, e.active, e.created_at,
                   e.updated_at
              from jsonb_to_record(cast(cast(:event as text) as jsonb))
                   as e(model jsonb, version text, model_type text, active boolean, created_at timestamptz,
                        updated_at timestamptz),
                   jsonb_to_record(e.model) as m(id bigint, name text, provider text, labels jsonb)
            on conflict (id) do update
               set name = excluded.name, provider = excluded.provider, labels = excluded.labels,
                   version = excluded.version, model_type = excluded.model_type, active = excluded.active,
                   created_at = excluded.created_at, changed_at = excluded.changed_at
             where excluded.changed_at >= model.changed_at""";

    public static final String JOB = """
            insert into job (job_id, model_id, dataset_name, schedule_type, enabled, deleted, next_run_time, last_run_id,
                             last_status, changed_at)
            select e.job_id, cast(e.model ->> 'id' as bigint), e.dataset_name, e.schedule_type, e.enabled, e.deleted,
                   e.next_run_time, e.last_run_id, e.last_status, e.at
              from jsonb_to_record(cast(cast(:event as text) as jsonb))
                   as e(job_id text, model jsonb, dataset_name text, schedule_type text, enabled boolean,
                        deleted boolean, next_run_time timestamptz, last_run_id bigint, last_status text,
                        at timestamptz)
            on conflict (job_id) do update
               set model_id = excluded.model_id, dataset_name = excluded.dataset_name,
                   schedule_type = excluded.schedule_type, enabled = excluded.enabled, deleted = excluded.deleted,
                   next_run_time = excluded.next_run_time, last_run_id = excluded.last_run_id,
                   last_status = excluded.last_status, changed_at = excluded.changed_at
             where excluded.changed_at >= job.changed_at""";

    /// Whether a run was here and is forgotten: what comes of it late would be counted a second time. Ids rise as runs
    /// come in.
    static final String RUN_FORGOTTEN = """
            select exists (select from forgotten_run where up_to >= $1)
               and not exists (select from run where id = $1)""";

    /// Progress that arrives after the end says nothing; only a retry, which begins in the queue, opens a run again.
    public static final String RUN_PROGRESS = """
            insert into run (id, model_id, dataset_name, status, trigger_type, scheduled_job_id, timestamp, changed_at,
                             done, total, error_count)
            select e.run_id, cast(e.model ->> 'id' as bigint), e.dataset_name, e.status, e.trigger_type,
                   e.scheduled_job_id, e.timestamp, e.at, e.done, e.total, e.error_count
              from jsonb_to_record(cast(cast(:event as text) as jsonb))
                   as e(run_id bigint, model jsonb, dataset_name text, status text, trigger_type text,
                        scheduled_job_id text, "timestamp" timestamptz, at timestamptz, done int, total int,
                        error_count int)
            on conflict (id) do update
               set status = excluded.status, changed_at = excluded.changed_at, done = excluded.done,
                   total = excluded.total, error_count = excluded.error_count, finished = false, error_message = null
             where (run.finished and excluded.status = 'queued' and excluded.changed_at > run.changed_at)
                or (not run.finished and excluded.changed_at >= run.changed_at)""";

    public static final String RUN_END = """
            with metric as (
                select * from jsonb_to_recordset(cast(cast(:event as text) as jsonb) -> 'metrics')
                       as m(metric_type text, metric_name text, value double precision, unit text))
            insert into run (id, model_id, dataset_name, dataset_version, status, finished, measurable, trigger_type,
                             source, scheduled_job_id, batch_id, stream, timestamp, changed_at, completed_at,
                             duration_seconds, error_message, sample_count, error_count, done, total,
                             total_tokens_input, total_tokens_output, total_cost, accuracy, latency_ms, excluded,
                             expected_interval, judge_cost)
            select e.run_id, cast(e.model ->> 'id' as bigint), e.dataset ->> 'name', e.dataset ->> 'version', e.status,
                   true, e.measurable, e.trigger_type, e.source, e.scheduled_job_id, e.batch_id, e.stream, e.timestamp,
                   e.received_at, e.completed_at, e.duration_seconds, e.error_message, e.sample_count, e.error_count,
                   e.sample_count, e.sample_count, e.total_tokens_input, e.total_tokens_output, e.total_cost,
                   (select m.value from metric m where m.metric_type = 'accuracy'
                     order by m.metric_name <> 'overall_accuracy', m.metric_name limit 1),
                   (select m.value from metric m where m.metric_type = 'latency' and coalesce(m.unit, 'ms') = 'ms'
                     order by m.metric_name <> 'avg_latency_ms', m.metric_name limit 1),
                   coalesce(e.excluded, 'null') <> 'null', e.expected_interval,
                   (select m.value from metric m where m.metric_type = 'cost' and m.metric_name = 'judge_cost'
                       and coalesce(m.unit, 'USD') = 'USD' limit 1)
              from jsonb_to_record(cast(cast(:event as text) as jsonb))
                   as e(run_id bigint, model jsonb, dataset jsonb, status text, measurable boolean, trigger_type text,
                        source text, scheduled_job_id text, batch_id text, stream text, "timestamp" timestamptz,
                        received_at timestamptz, completed_at timestamptz, duration_seconds double precision,
                        error_message text, sample_count int, error_count int, total_tokens_input bigint,
                        total_tokens_output bigint, total_cost double precision, excluded jsonb,
                        expected_interval interval)
            on conflict (id) do update
               set dataset_version = excluded.dataset_version, status = excluded.status, finished = true,
                   measurable = excluded.measurable, source = excluded.source, batch_id = excluded.batch_id,
                   stream = excluded.stream, timestamp = excluded.timestamp, changed_at = excluded.changed_at,
                   completed_at = excluded.completed_at, duration_seconds = excluded.duration_seconds,
                   error_message = excluded.error_message, sample_count = excluded.sample_count,
                   error_count = excluded.error_count, done = excluded.done, total = excluded.total,
                   total_tokens_input = excluded.total_tokens_input,
                   total_tokens_output = excluded.total_tokens_output, total_cost = excluded.total_cost,
                   accuracy = excluded.accuracy, latency_ms = excluded.latency_ms, excluded = excluded.excluded,
                   expected_interval = excluded.expected_interval, judge_cost = excluded.judge_cost
             where excluded.changed_at >= run.changed_at or (not run.finished and run.status <> 'queued')""";

    static final String RUN_METRICS_GONE = """
            delete from run_metric where run_id = cast(cast(cast(:event as text) as jsonb) ->> 'run_id' as bigint)""";

    /// Only evidence is counted: see the rollups.
    public static final String RUN_METRICS = """
            insert into run_metric (run_id, metric_type, metric_name, model_id, dataset_name, stream, timestamp, value,
                                    unit, std_error, sample_count, higher_is_better, counted)
            select r.id, m.metric_type, m.metric_name, r.model_id, r.dataset_name, r.stream, r.timestamp, m.value,
                   m.unit, m.std_error, m.sample_count, m.higher_is_better,
                   r.status = 'completed' and r.measurable and not r.excluded and abs(m.value) < 'infinity'
              from run r,
                   jsonb_to_recordset(cast(cast(:event as text) as jsonb) -> 'metrics')
                   as m(metric_type text, metric_name text, value double precision, unit text,
                        std_error double precision, sample_count int, higher_is_better boolean)
             where r.id = cast(cast(cast(:event as text) as jsonb) ->> 'run_id' as bigint)
            on conflict do nothing""";

    public static final String ALERT = """
            insert into alert (id, model_id, run_id, timestamp, alert_type, severity, status, title, changed_at, body)
            select a.id, a.model_id, a.run_id, a.timestamp, a.alert_type, a.severity, a.status, a.title, e.at, e.alert
              from jsonb_to_record(cast(cast(:event as text) as jsonb)) as e(at timestamptz, alert jsonb),
                   jsonb_to_record(e.alert)
                   as a(id bigint, model_id bigint, run_id bigint, "timestamp" timestamptz, alert_type text,
                        severity text, status text, title text)
            on conflict (id) do update
               set severity = excluded.severity, status = excluded.status, title = excluded.title,
                   run_id = excluded.run_id, changed_at = excluded.changed_at, body = excluded.body
             where excluded.changed_at >= alert.changed_at""";

    /// What clients are told of a run: the fields that `/benchmark-runs` has, and its model's name.
    static final String RUN_VIEW = """
            select cast(json_build_object(
                       'id', r.id, 'model_id', r.model_id, 'model_name', m.name, 'dataset_name', r.dataset_name,
                       'dataset_version', r.dataset_version, 'status', r.status, 'measurable', r.measurable,
                       'trigger_type', r.trigger_type, 'scheduled_job_id', r.scheduled_job_id,
                       'timestamp', to_char(r.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                       'completed_at', to_char(r.completed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                       'duration_seconds', r.duration_seconds, 'error_message', r.error_message,
                       'sample_count', r.sample_count, 'error_count', r.error_count,
                       'progress', json_build_object('done', r.done, 'total', r.total),
                       'accuracy', r.accuracy, 'latency_ms', r.latency_ms, 'total_cost', r.total_cost) as text)
              from run r left join model m on m.id = r.model_id
             where r.id = :id""";

    private Statements() {}
}
