package io.llmlab.runner.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// Stores metrics and samples, many at once: one statement with all rows as JSON.
@ApplicationScoped
public class RunStore {

    private static final String INSERT_METRICS = """
            insert into metric (run_id, run_at, model_id, dataset_name, metric_type, metric_name, value, unit, category,
                sample_id, metadata, at, std_error, sample_count, higher_is_better)
            select cast($1 as bigint), cast($2 as timestamptz), cast($3 as bigint), cast($4 as text), m.metric_type,
                m.metric_name, m.value, m.unit, m.category, m.sample_id, m.metadata,
                coalesce(m.timestamp, cast($2 as timestamptz)), m.std_error, m.sample_count, m.higher_is_better
            from json_to_recordset(cast(cast($5 as text) as json)) as m(metric_type text, metric_name text, value double precision,
                unit text, category text, sample_id text, metadata text, timestamp timestamptz,
                std_error double precision, sample_count int, higher_is_better boolean)""";

    /// A sample that is there already stays: an executor that took over may ask an item again.
    private static final String INSERT_SAMPLES = """
            insert into sample (run_id, run_at, position, sample_id, item_key, prompt, answer, target, score, parsed,
                latency_ms, input_tokens, output_tokens, cost, error, cluster, epoch, refused, finish_reason,
                model_resolved, system_fingerprint, time_to_first_token_ms, tokens_per_second,
                judge_reply, judge_model_resolved, judge_system_fingerprint, judge_input_tokens, judge_output_tokens,
                judge_cost, judge_label, judge_label_score, cached)
            select cast($1 as bigint), cast($2 as timestamptz), s.position, s.sample_id, s.item_key, s.prompt, s.answer,
                s.target, s.score, s.parsed, s.latency_ms, s.input_tokens, s.output_tokens, s.cost, s.error, s.cluster,
                s.epoch, s.refused, s.finish_reason, s.model_resolved, s.system_fingerprint, s.time_to_first_token_ms,
                s.tokens_per_second, s.judge_reply, s.judge_model_resolved, s.judge_system_fingerprint,
                s.judge_input_tokens, s.judge_output_tokens, s.judge_cost, s.judge_label, s.judge_label_score, s.cached
            from json_to_recordset(cast(cast($3 as text) as json)) as s(position int, sample_id text, item_key text, prompt text,
                answer text, target text, score double precision, parsed boolean, latency_ms double precision,
                input_tokens bigint, output_tokens bigint, cost double precision, error text, cluster text,
                epoch int, refused boolean, finish_reason text, model_resolved text, system_fingerprint text,
                time_to_first_token_ms double precision, tokens_per_second double precision,
                judge_reply text, judge_model_resolved text, judge_system_fingerprint text, judge_input_tokens bigint,
                judge_output_tokens bigint, judge_cost double precision, judge_label double precision,
                judge_label_score double precision, cached boolean)
            on conflict do nothing""";

    /// The answer is there, and nobody has said yet what it is worth.
    public static final String AWAITS_JUDGE =
            " answer is not null and score is null and error is null and judge_reply is null";

    /// What was asked before is paid all the same, and what was heard of the labelled answer holds until more is heard.
    private static final String JUDGE_SAMPLES = """
            update sample t
            set score = s.score, parsed = s.parsed, error = s.error, refused = s.refused, judge_reply = s.judge_reply,
                judge_model_resolved = s.judge_model_resolved,
                judge_system_fingerprint = s.judge_system_fingerprint,
                judge_input_tokens = coalesce(t.judge_input_tokens + s.judge_input_tokens, s.judge_input_tokens,
                    t.judge_input_tokens),
                judge_output_tokens = coalesce(t.judge_output_tokens + s.judge_output_tokens, s.judge_output_tokens,
                    t.judge_output_tokens),
                judge_cost = coalesce(t.judge_cost + s.judge_cost, s.judge_cost, t.judge_cost),
                judge_label = coalesce(s.judge_label, t.judge_label),
                judge_label_score = case when s.judge_label is null then t.judge_label_score else s.judge_label_score end
            from json_to_recordset(cast(cast($3 as text) as json)) as s(position int, score double precision, parsed boolean,
                error text, refused boolean, judge_reply text, judge_model_resolved text, judge_system_fingerprint text,
                judge_input_tokens bigint, judge_output_tokens bigint, judge_cost double precision,
                judge_label double precision, judge_label_score double precision)
            where t.run_id = cast($1 as bigint) and t.run_at = cast($2 as timestamptz) and t.position = s.position
                and t.answer is not null and t.score is null and t.error is null and t.judge_reply is null""";

    private static final String DROP_METRICS =
            "delete from metric where run_id = cast($1 as bigint) and run_at = cast($2 as timestamptz)";
    private static final String DROP_FAILED_SAMPLES = """
            delete from sample
            where run_id = cast($1 as bigint) and run_at = cast($2 as timestamptz) and error is not null
                and (answer is null or cast($3 as boolean))""";
    private static final String LEAVE_TO_THE_JUDGE = """
            update sample set error = null
            where run_id = cast($1 as bigint) and run_at = cast($2 as timestamptz) and error is not null""";

    /// A character that Postgres cannot keep in a text.
    private static final String NUL = "\\u0000";

    private final ObjectMapper mapper;

    RunStore(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    public Uni<Void> insertMetrics(Sql sql, RunView run, List<NewMetric> metrics) {
        return metrics.isEmpty()
                ? Uni.createFrom().voidItem()
                : sql.execute(
                                INSERT_METRICS,
                                run.id(),
                                utc(run.timestamp()),
                                run.modelId(),
                                run.datasetName(),
                                json(metrics))
                        .replaceWithVoid();
    }

    /// @return how many were new
    public Uni<Integer> insertSamples(Sql sql, long runId, Instant runAt, List<SampleRow> samples) {
        return samples.isEmpty()
                ? Uni.createFrom().item(0)
                : sql.execute(INSERT_SAMPLES, runId, utc(runAt), json(samples));
    }

    /// Says what stored answers are worth that nobody had judged; others keep what they have.
    public Uni<Void> judgeSamples(Sql sql, long runId, Instant runAt, List<SampleRow> judged) {
        return sql.execute(JUDGE_SAMPLES, runId, utc(runAt), json(judged)).replaceWithVoid();
    }

    /// Makes room for another attempt: samples without an error stay, and so do answers that nobody judged, unless
    /// they are another run's.
    Uni<Void> forgetTheEnd(Sql sql, Run run) {
        var at = utc(run.timestamp());
        return sql.execute(DROP_METRICS, run.id(), at)
                .chain(() -> sql.execute(DROP_FAILED_SAMPLES, run.id(), at, !run.asksModel()))
                .chain(() -> sql.execute(LEAVE_TO_THE_JUDGE, run.id(), at))
                .replaceWithVoid();
    }

    private String json(Object rows) {
        try {
            return mapper.writeValueAsString(rows).replace(NUL, "\\ufffd");
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("Rows are no JSON", unwritable);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
