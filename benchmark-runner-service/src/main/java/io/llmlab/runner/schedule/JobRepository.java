package io.llmlab.runner.schedule;

import static java.util.Objects.requireNonNull;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.llmlab.runner.schedule.SchedulerStats.NextRun;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class JobRepository implements PanacheRepository<Job> {

    private static final int NEXT_RUNS = 100;

    private static final String DUE = """
            from Job where enabled and dueAt <= :now and id not in :except
            order by dueAt, id""";
    private static final String FIRED = """
            insert into job_firing (job, scheduled_at, run_id, skipped, at)
            values (:job, :scheduled, cast(:run as bigint), cast(:skipped as text), :at)
            on conflict (job, scheduled_at) do nothing""";
    private static final String IS_FIRED =
            "select count(*) from job_firing where job = :job and scheduled_at = :scheduled";
    private static final String FORGET = "delete from job_firing where job = :job and scheduled_at < :before";

    Uni<Optional<Job>> named(String jobId) {
        return find("jobId", jobId).firstResult().map(Optional::ofNullable);
    }

    /// @return the job, or a failure with [NotFound]
    Uni<Job> require(String jobId) {
        return named(jobId).map(found -> found.orElseThrow(() -> new NotFound("job", jobId)));
    }

    /// The same, for a change: whoever else wants to change or fire it waits.
    Uni<Job> requireLocked(String jobId) {
        return find("jobId", jobId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("job", jobId));
    }

    /// The job that has been due for longest and that nobody else is firing.
    Uni<Optional<Job>> claimDue(Instant now, Collection<Long> except) {
        return getSession()
                .chain(session -> session.createSelectionQuery(DUE, Job.class)
                        .setParameter("now", now)
                        .setParameter("except", except)
                        .setLockMode(LockMode.UPGRADE_SKIPLOCKED)
                        .setMaxResults(1)
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    Uni<Boolean> isFired(Job job, Instant scheduled) {
        return getSession()
                .chain(session -> session.createNativeQuery(IS_FIRED, Long.class)
                        .setParameter("job", job.id())
                        .setParameter("scheduled", scheduled)
                        .getSingleResult())
                .map(count -> count > 0);
    }

    /// Keeps what became of a time at which the job was due.
    ///
    /// @param runId the run it started, or null
    /// @param skipped why it started none, or null
    Uni<Void> keepFiring(Job job, Instant scheduled, @Nullable Long runId, @Nullable String skipped, Instant at) {
        return getSession()
                .chain(session -> session.createNativeQuery(FIRED)
                        .setParameter("job", job.id())
                        .setParameter("scheduled", scheduled)
                        .setParameter("run", runId)
                        .setParameter("skipped", skipped)
                        .setParameter("at", at)
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> forgetFirings(Job job, Instant before) {
        return getSession()
                .chain(session -> session.createNativeQuery(FORGET)
                        .setParameter("job", job.id())
                        .setParameter("before", before)
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<List<Job>> page(Page page) {
        var last = page.after();
        var query = last == null ? find("from Job order by id desc") : find("id < ?1 order by id desc", last);
        return query.range(page.offset(), page.offset() + page.limit() - 1).list();
    }

    Uni<Long> countEnabled() {
        return count("enabled = true");
    }

    Uni<List<NextRun>> nextRuns() {
        return find("enabled and dueAt is not null order by dueAt, id")
                .page(0, NEXT_RUNS)
                .list()
                .map(jobs -> jobs.stream().map(JobRepository::nextRun).toList());
    }

    /// The enabled jobs that use a data set.
    Uni<List<Job>> enabledOn(String dataset) {
        return list("enabled and datasetName = ?1 order by id", dataset);
    }

    private static NextRun nextRun(Job job) {
        return new NextRun(job.jobId(), requireNonNull(job.dueAt()));
    }
}
