package io.llmlab.runner.schedule;

import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelRepository;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads jobs.
@ApplicationScoped
class JobService {

    private final JobRepository jobs;
    private final ModelRepository models;
    private final JobRuns runs;
    private final Scheduler scheduler;
    private final SchedulerConfig config;
    private final Clock clock;

    JobService(
            JobRepository jobs,
            ModelRepository models,
            JobRuns runs,
            Scheduler scheduler,
            SchedulerConfig config,
            Clock clock) {
        this.jobs = jobs;
        this.models = models;
        this.runs = runs;
        this.scheduler = scheduler;
        this.config = config;
        this.clock = clock;
    }

    @WithSession
    Uni<Listing<JobView>> list(Page page) {
        return jobs.page(page).chain(this::views).chain(views -> total(page).map(total -> new Listing<>(views, total)));
    }

    @WithSession
    Uni<JobView> get(String jobId) {
        return jobs.require(jobId).chain(this::view);
    }

    /// What became of the times at which a job was due, newest first.
    ///
    /// @param before those scheduled before that time; null: the newest
    @WithSession
    Uni<List<Firing>> firings(String jobId, @Nullable Instant before, int most) {
        return jobs.require(jobId).chain(job -> jobs.firings(job, before, most));
    }

    @WithSession
    Uni<NextTimes> next(String jobId, int count) {
        return jobs.require(jobId)
                .map(job -> job.isEnabled()
                        ? NextTimes.of(job.schedule(), clock.instant(), count)
                        : new NextTimes(List.of()));
    }

    NextTimes preview(SchedulePreview preview, int count) {
        var now = clock.instant();
        return NextTimes.of(preview.schedule(config.timezone(), now), now, count);
    }

    /// The job as callers read it, in the caller's session.
    Uni<JobView> view(Job job) {
        return models.require(job.modelId())
                .chain(model -> runs.latest(job).map(last -> JobView.of(job, model.name(), last)));
    }

    @WithSession
    Uni<SchedulerStats> stats() {
        return jobs.count()
                .chain(total -> jobs.countEnabled()
                        .chain(active -> jobs.nextRuns()
                                .map(next -> new SchedulerStats(
                                        scheduler.isRunning(), total, active, total - active, next))));
    }

    private Uni<List<JobView>> views(List<Job> found) {
        return names(found)
                .chain(names -> runs.latest(found.stream().map(Job::jobId).toList())
                        .map(latest -> found.stream()
                                .map(job -> view(job, names, latest))
                                .toList()));
    }

    private Uni<Map<Long, String>> names(List<Job> found) {
        return models.list(
                        "id in ?1", found.stream().map(Job::modelId).distinct().toList())
                .map(list -> list.stream().collect(Collectors.toMap(Model::id, Model::name)));
    }

    private static JobView view(Job job, Map<Long, String> names, Map<String, LastRun> latest) {
        return JobView.of(job, names.getOrDefault(job.modelId(), ""), latest.getOrDefault(job.jobId(), LastRun.NONE));
    }

    private Uni<@Nullable Long> total(Page page) {
        return page.count() ? jobs.count() : Uni.createFrom().nullItem();
    }
}
