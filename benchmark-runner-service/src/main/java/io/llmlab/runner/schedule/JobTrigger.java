package io.llmlab.runner.schedule;

import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelRepository;
import io.llmlab.runner.run.Run;
import io.llmlab.runner.run.RunOrder;
import io.llmlab.runner.run.TriggerType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Starts a job's run because a person asks for it: at once, paused or not, whatever its cooldown.
@ApplicationScoped
class JobTrigger {

    private final JobRepository jobs;
    private final ModelRepository models;
    private final JobRuns runs;
    private final JobChanges changes;
    private final Idempotency idempotency;

    JobTrigger(JobRepository jobs, ModelRepository models, JobRuns runs, JobChanges changes, Idempotency idempotency) {
        this.jobs = jobs;
        this.models = models;
        this.runs = runs;
        this.changes = changes;
        this.idempotency = idempotency;
    }

    Uni<Answer<JobAnswer>> trigger(@Nullable String key, String jobId) {
        return idempotency.once(
                key,
                List.of("POST /scheduler/jobs/trigger", jobId),
                JobAnswer.class,
                () -> start(jobId)
                        .map(run -> new Answer<>(
                                200,
                                "/benchmark-runs/" + run.id(),
                                new JobAnswer("Job %s was triggered".formatted(jobId), null, run.id()))));
    }

    private Uni<Run> start(String jobId) {
        return jobs.requireLocked(jobId).chain(this::start);
    }

    /// In the caller's transaction.
    Uni<Run> start(Job job) {
        return models.require(job.modelId())
                .chain(model -> runs.queue(order(job, model)))
                .call(() -> changes.changed("triggered", job));
    }

    private static RunOrder order(Job job, Model model) {
        if (!model.isActive()) {
            throw new Conflict("The model %s is deactivated; PUT /models/%d {\"active\": true} brings it back"
                    .formatted(model.name(), model.id()));
        }
        return job.order(model.name()).triggeredBy(TriggerType.MANUAL);
    }
}
