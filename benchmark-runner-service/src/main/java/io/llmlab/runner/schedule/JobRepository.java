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
import org.hibernate.FlushMode;
import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class JobRepository implements PanacheRepository<Job> {

    private static final int NEXT_RUNS = 100;

    private static final String DUE = """
            from Job where enabled and dueAt <= :now and id not in :except
            order by dueAt, id""";

    /// Both end with the transaction. An instance that is cut off from the database in the middle of it keeps nobody
    /// waiting for longer than that.
    private static final String BE_SHORT = """
            select set_config('lock_timeout', '5s', true),
                set_config('idle_in_transaction_session_timeout', '10s', true)""";

    /// In the order of the keys, so that two that want the same ones do not wait for each other.
    private static final String LOCK_PAIRS = """
            select count(case when cools then pg_advisory_xact_lock(key)::text
                else pg_advisory_xact_lock_shared(key)::text end)
            from (select pair_lock(j.model_id, j.dataset_name) as key, bool_or(j.cooldown_minutes > 0) as cools
                from job j where j.id in (:jobs)
                group by key order by key) as keys""";
    private static final String FIRED = """
            insert into job_firing (job, scheduled_at, run_id, skipped, at)
            values (:job, :scheduled, cast(:run as bigint), cast(:skipped as text), :at)
            on conflict (job, scheduled_at) do nothing""";
    private static final String IS_FIRED =
            "select count(*) from job_firing where job = :job and scheduled_at = :scheduled";
    private static final String FORGET = """
            delete from job_firing where (job, scheduled_at) in (
                select job, scheduled_at from job_firing where at < :before order by at limit :most)""";
    private static final String FIRINGS = """
            select scheduled_at, run_id, skipped, at from job_firing
            where job = :job and (cast(:after as timestamptz) is null or scheduled_at < :after)
            order by scheduled_at desc""";

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

    /// The jobs that have been due for longest and that nobody else is firing, in their order.
    Uni<List<Job>> claimDue(Instant now, Collection<Long> except, int most) {
        return getSession()
                .chain(session -> session.createSelectionQuery(DUE, Job.class)
                        .setParameter("now", now)
                        .setParameter("except", except)
                        .setLockMode(LockMode.UPGRADE_SKIPLOCKED)
                        .setMaxResults(most)
                        .getResultList());
    }

    /// Of those who start runs of one model and data set, the jobs that wait for each other (`cooldown_minutes`) decide
    /// alone: each sees what the ones before it started, on whatever instance, and what a person did. The others
    /// (`pair_lock` shared) wait for nothing else.
    Uni<Void> decideAlone(Collection<Job> due) {
        return due.isEmpty()
                ? Uni.createFrom().voidItem()
                : getSession()
                        .chain(session -> session.createNativeQuery(LOCK_PAIRS, Long.class)
                                .setParameter("jobs", due.stream().map(Job::id).toList())
                                .getSingleResult())
                        .replaceWithVoid();
    }

    Uni<Void> beShort() {
        return getSession()
                .chain(session ->
                        session.createNativeQuery(BE_SHORT, Object[].class).getSingleResult())
                .replaceWithVoid();
    }

    /// From here on the session writes changed entities when it is told to, not before each query: with many jobs
    /// at hand it would look through all of them each time. What queries must see is written by SQL of its own.
    Uni<Void> writeAtTheEnd() {
        return getSession()
                .invoke(session -> session.setFlushMode(FlushMode.COMMIT))
                .replaceWithVoid();
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

    /// Forgets firings of before that time.
    ///
    /// @param most of them at once
    /// @return how many
    Uni<Integer> forgetFirings(Instant before, int most) {
        return getSession()
                .chain(session -> session.createNativeQuery(FORGET)
                        .setParameter("before", before)
                        .setParameter("most", most)
                        .executeUpdate());
    }

    /// What became of the times at which a job was due, newest first.
    ///
    /// @param before those before that time; null: all
    Uni<List<Firing>> firings(Job job, @Nullable Instant before, int most) {
        return getSession()
                .chain(session -> session.createNativeQuery(FIRINGS, Object[].class)
                        .setParameter("job", job.id())
                        .setParameter("after", before)
                        .setMaxResults(most)
                        .getResultList())
                .map(rows -> rows.stream().map(Firing::of).toList());
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
