package io.llmlab.alert.recent;

import static java.util.Objects.requireNonNull;

import io.llmlab.alert.retention.RetentionConfig;
import io.llmlab.alert.signal.Labels;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Subject;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.time.Rhythm;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// What is kept of runs, one row each, within the caller's transaction. A run that comes again is kept as it
/// is told last; one that a person excluded counts for nothing.
@ApplicationScoped
public class RecentRuns {

    /// The columns that may be null come as arrays of one.
    private static final String REMEMBER = """
            insert into recent_run (run_id, model_id, dataset_name, ran_at, status, pushed, left_out, reached, total_cost,
                model_name, provider, labels, sample_count, error_count)
            values ($1, $2, $3, $4, $5, $6, $7, ($8::boolean[])[1], ($9::double precision[])[1], $10, $11, $12, $13, $14)
            on conflict (run_id) do update
            set ran_at = excluded.ran_at, status = excluded.status, reached = excluded.reached,
                total_cost = excluded.total_cost, left_out = excluded.left_out, provider = excluded.provider,
                labels = excluded.labels, sample_count = excluded.sample_count, error_count = excluded.error_count""";

    private static final String LATEST_OF_PAIR = """
            select status, run_id from recent_run
            where model_id = $1 and dataset_name = $2 and not left_out and status <> 'cancelled'
            order by ran_at desc, run_id desc limit $3""";

    private static final String LATEST_OF_MODEL = """
            select reached from recent_run
            where model_id = $1 and not left_out and reached is not null
            order by ran_at desc, run_id desc limit $2""";

    /// What came within a minute was pushed together.
    private static final String PUSHED = """
            select distinct date_trunc('minute', ran_at) as minute from recent_run
            where model_id = $1 and dataset_name = $2 and pushed
            order by minute desc limit $3""";

    private static final String SINCE =
            "select 1 from recent_run where model_id = $1 and dataset_name = $2 and ran_at >= $3 limit 1";

    private static final int LOOKED_BACK = Rhythm.NEWEST;
    private static final Labels LABELS = new Labels();

    private final RetentionConfig retention;
    private final Clock clock;

    RecentRuns(RetentionConfig retention, Clock clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /// Runs that are older than what is kept are left out.
    public Uni<Void> remember(RecentRun run) {
        if (run.at().isBefore(clock.instant().minus(retention.runs()))) {
            return Uni.createFrom().voidItem();
        }
        var subject = run.subject();
        return PlainSql.update(
                        REMEMBER,
                        subject.runId(),
                        subject.model().id(),
                        subject.dataset(),
                        run.at().atOffset(ZoneOffset.UTC),
                        run.status(),
                        run.pushed(),
                        run.excluded(),
                        new Boolean[] {run.reached()},
                        new Double[] {run.totalCost()},
                        subject.model().name(),
                        subject.model().provider(),
                        requireNonNull(LABELS.convertToDatabaseColumn(subject.allLabels())),
                        run.samples(),
                        run.errors())
                .replaceWithVoid();
    }

    /// How the newest runs went, of a model on a data set and of the model on any.
    public Uni<Streaks> streaks(long modelId, String dataset) {
        return latest(modelId, dataset)
                .chain(latest -> missesInARow(modelId)
                        .map(misses -> new Streaks(failuresInARow(latest), misses, newest(latest))));
    }

    /// When the newest runs of a model on a data set were that an outside harness executed, to the minute.
    public Uni<List<Instant>> timesOfPushed(long modelId, String dataset) {
        return PlainSql.rows(PUSHED, modelId, dataset, LOOKED_BACK)
                .map(rows -> rows.stream()
                        .map(row -> ((OffsetDateTime) row[0]).toInstant())
                        .toList());
    }

    /// Whether a run of the model on the data set, from that time or later, has ended.
    public Uni<Boolean> isThereOneSince(Instant time, Subject subject) {
        return PlainSql.rows(SINCE, subject.model().id(), subject.dataset(), time.atOffset(ZoneOffset.UTC))
                .map(rows -> !rows.isEmpty());
    }

    /// No more than [Signal#MOST_IN_A_ROW] are looked at.
    private static Uni<List<Object[]>> latest(long modelId, String dataset) {
        return PlainSql.rows(LATEST_OF_PAIR, modelId, dataset, Signal.MOST_IN_A_ROW);
    }

    private static int failuresInARow(List<Object[]> latest) {
        return (int) latest.stream().takeWhile(row -> "failed".equals(row[0])).count();
    }

    private static long newest(List<Object[]> latest) {
        return latest.isEmpty() ? 0 : (Long) latest.getFirst()[1];
    }

    private Uni<Integer> missesInARow(long modelId) {
        return PlainSql.rows(LATEST_OF_MODEL, modelId, Signal.MOST_IN_A_ROW).map(rows -> (int)
                rows.stream().takeWhile(row -> Boolean.FALSE.equals(row[0])).count());
    }
}
