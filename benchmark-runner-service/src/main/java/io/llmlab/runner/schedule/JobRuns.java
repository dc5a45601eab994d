package io.llmlab.runner.schedule;

import io.llmlab.runner.run.Run;
import io.llmlab.runner.run.RunOrder;
import io.llmlab.runner.run.RunService;
import io.llmlab.runner.run.RunStatus;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/// The runs of jobs: queues them, and knows what became of them. In the caller's session.
@ApplicationScoped
class JobRuns {

    private static final String LATEST = """
            select j.job_id, r.id, r.status
            from unnest(string_to_array(cast(:jobs as text), '/')) as j (job_id)
            cross join lateral (
                select run.id, run.status from run
                where run.scheduled_job_id = j.job_id
                order by run.run_at desc, run.id desc
                limit 1) as r""";
    private static final String NEWEST_OF_PAIR = """
            select run_at from run
            where model_id = :model and dataset_name = :dataset and status <> 'CANCELLED'
            order by run_at desc, id desc
            limit 1""";

    private final RunService runs;

    JobRuns(RunService runs) {
        this.runs = runs;
    }

    Uni<Run> queue(RunOrder order) {
        return runs.queue(order);
    }

    /// Within the transaction of [JobRepository#decideAlone].
    Uni<Run> queueDecided(RunOrder order) {
        return runs.queueLocked(order);
    }

    /// How many runs of the job are queued or running.
    Uni<Long> open(Job job) {
        return runs.openRunsOf(job.jobId());
    }

    Uni<LastRun> latest(Job job) {
        return runs.latestOfJob(job.jobId())
                .map(run -> run.map(found -> new LastRun(found.id(), found.status()))
                        .orElse(LastRun.NONE));
    }

    /// The newest run of each job that had one. A job's id holds no slash, so one separates them.
    Uni<Map<String, LastRun>> latest(Collection<String> jobIds) {
        return jobIds.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : session()
                        .chain(session -> session.createNativeQuery(LATEST, Object[].class)
                                .setParameter("jobs", String.join("/", jobIds))
                                .getResultList())
                        .map(JobRuns::byJob);
    }

    /// When the model was last run on the job's data set, whoever started it.
    Uni<Optional<Instant>> newestOfPair(Job job) {
        return session()
                .chain(session -> session.createNativeQuery(NEWEST_OF_PAIR, Instant.class)
                        .setParameter("model", job.modelId())
                        .setParameter("dataset", job.datasetName())
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    private static Map<String, LastRun> byJob(List<Object[]> rows) {
        var latest = new HashMap<String, LastRun>();
        for (var row : rows) {
            latest.put((String) row[0], new LastRun(((Number) row[1]).longValue(), RunStatus.valueOf((String) row[2])));
        }
        return latest;
    }

    private static Uni<Session> session() {
        return Panache.getSession();
    }
}
