package io.llmlab.runner.schedule;

import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelRepository;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Fires the jobs that are due. In one transaction some jobs are claimed, their runs are queued, their next times
/// are set and all of it is announced: whoever dies in between leaves the jobs as due as they were, and two
/// instances never fire the same time twice. One connection and a bounded number of jobs are all that an instance
/// has at hand, however many are due.
@ApplicationScoped
class JobFiring {

    /// Firing is late by a second or two; a job each hour with a cooldown of an hour must not lose every second
    /// run.
    private static final Duration LATENESS = Duration.ofSeconds(10);

    /// Enough that a commit is shared by many, few enough that one job that fails costs the others little.
    private static final int AT_ONCE = 50;

    private final JobRepository jobs;
    private final ModelRepository models;
    private final JobRuns runs;
    private final JobChanges changes;
    private final ScheduleFigures figures;

    JobFiring(JobRepository jobs, ModelRepository models, JobRuns runs, JobChanges changes, ScheduleFigures figures) {
        this.jobs = jobs;
        this.models = models;
        this.runs = runs;
        this.changes = changes;
        this.figures = figures;
    }

    /// A job could not be fired; it stays due.
    static final class Failed extends RuntimeException {
        private final long job;

        Failed(Job job, Throwable cause) {
            super("Job %s was not fired and is tried again: %s".formatted(job.jobId(), cause), cause);
            this.job = job.id();
        }

        long job() {
            return job;
        }
    }

    /// Fires the jobs that have been due for longest, in their order.
    ///
    /// @param except jobs that are left alone
    /// @return whether there were any; a failure with [Failed] names the job for whose sake all were rolled back
    Uni<Boolean> fireNext(Collection<Long> except) {
        return Panache.withTransaction(() -> fireDue(except))
                .invoke(figures::fired)
                .map(late -> !late.isEmpty());
    }

    private Uni<List<Duration>> fireDue(Collection<Long> except) {
        return jobs.writeAtTheEnd()
                .chain(jobs::beShort)
                .chain(() -> jobs.claimDue(changes.now(), except, AT_ONCE))
                .call(jobs::decideAlone)
                .chain(this::fireAll);
    }

    /// @return how late each of them is
    private Uni<List<Duration>> fireAll(List<Job> due) {
        var late = due.stream().map(this::lateness).toList();
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndConcatenate(this::fire)
                .onItem()
                .ignoreAsUni()
                .chain(jobs::flush)
                .replaceWith(late);
    }

    private Duration lateness(Job job) {
        var due = job.dueAt();
        return due == null ? Duration.ZERO : Duration.between(due, changes.now());
    }

    private Uni<Void> fire(Job job) {
        var now = changes.now();
        return Uni.createFrom()
                .item(() -> dueTimes(job, now))
                .call(due -> keepMissed(job, due, now))
                .chain(due -> models.require(job.modelId()).chain(model -> start(job, model, due.fire(), now)))
                .invoke(() -> job.advance(now))
                .chain(() -> changes.announce(job))
                .onFailure()
                .transform(failure -> new Failed(job, failure));
    }

    private static DueTimes dueTimes(Job job, Instant now) {
        var fire = job.nextFire();
        var due = job.dueAt();
        if (fire == null || due == null) {
            return new DueTimes(List.of(), null);
        }
        var grace = job.grace().plus(Duration.between(fire, due));
        return DueTimes.of(job.schedule(), fire, now, grace, job.coalesces());
    }

    private Uni<Void> keepMissed(Job job, DueTimes due, Instant now) {
        var missed = due.missed();
        if (missed == null) {
            return Uni.createFrom().voidItem();
        }
        return skip(
                job,
                missed,
                "missed by more than the grace of %d s".formatted(job.grace().toSeconds()),
                now);
    }

    private Uni<Void> start(Job job, Model model, List<Instant> times, Instant now) {
        return Multi.createFrom()
                .iterable(times)
                .onItem()
                .transformToUniAndConcatenate(time -> obstacle(job, model, now)
                        .chain(why ->
                                why.isPresent() ? skip(job, time, why.get(), now) : queueOnce(job, model, time, now)))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> queueOnce(Job job, Model model, Instant time, Instant now) {
        return jobs.isFired(job, time)
                .chain(fired -> fired
                        ? Uni.createFrom().voidItem()
                        : runs.queueDecided(job.order(model.name()))
                                .chain(run -> jobs.keepFiring(job, time, run.id(), null, now)));
    }

    private Uni<Void> skip(Job job, Instant time, String why, Instant now) {
        Log.warnf("Job %s, due at %s, is left out: %s", job.jobId(), time, why);
        return jobs.keepFiring(job, time, null, why, now);
    }

    /// Why the job may not run now, in words for the log.
    private Uni<Optional<String>> obstacle(Job job, Model model, Instant now) {
        if (!model.isActive()) {
            return Uni.createFrom().item(Optional.of("the model %s is deactivated".formatted(model.name())));
        }
        return runs.open(job)
                .chain(open -> open >= job.maxInstances()
                        ? Uni.createFrom()
                                .item(Optional.of("%d of its runs are not finished (max_instances)".formatted(open)))
                        : cooling(job, now));
    }

    private Uni<Optional<String>> cooling(Job job, Instant now) {
        if (job.cooldown().isZero()) {
            return Uni.createFrom().item(Optional.empty());
        }
        var since = now.minus(job.cooldown()).plus(LATENESS);
        return runs.newestOfPair(job)
                .map(newest -> newest.filter(since::isBefore)
                        .map("model and data set were run at %s (cooldown_minutes)"::formatted));
    }
}
