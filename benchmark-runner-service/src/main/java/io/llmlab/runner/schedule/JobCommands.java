package io.llmlab.runner.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.http.Subset;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelRepository;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.exception.ConstraintViolationException;

/// What people do to jobs; each change is announced and audited.
@ApplicationScoped
class JobCommands {

    private final JobRepository jobs;
    private final ModelRepository models;
    private final JobDrafts drafts;
    private final JobChanges changes;
    private final Subset subset;

    JobCommands(JobRepository jobs, ModelRepository models, JobDrafts drafts, JobChanges changes, Subset subset) {
        this.jobs = jobs;
        this.models = models;
        this.drafts = drafts;
        this.changes = changes;
        this.subset = subset;
    }

    @WithTransaction
    Uni<Job> create(JobRequest request) {
        return requireFree(request.jobId())
                .chain(() -> drafts.plan(request, null))
                .chain(plan -> jobs.persistAndFlush(Job.planned(plan, changes.now())))
                .onFailure(ConstraintViolationException.class)
                .transform(_ -> taken(request.jobId()))
                .call(job -> changes.changed("created", job));
    }

    @WithTransaction
    Uni<Job> change(String jobId, ObjectNode fields) {
        return jobs.requireLocked(jobId)
                .call(job -> models.require(job.modelId())
                        .map(model -> changed(job, model, fields))
                        .chain(request -> drafts.plan(request, job))
                        .invoke(plan -> job.become(plan, changes.now())))
                .call(job -> changes.changed("changed", job));
    }

    @WithTransaction
    Uni<Job> pause(String jobId) {
        return jobs.requireLocked(jobId)
                .invoke(job -> job.pause(changes.now()))
                .call(job -> changes.changed("paused", job));
    }

    @WithTransaction
    Uni<Job> resume(String jobId) {
        return jobs.requireLocked(jobId)
                .invoke(job -> job.resume(changes.now()))
                .call(job -> changes.changed("resumed", job));
    }

    @WithTransaction
    Uni<Job> delete(String jobId) {
        return jobs.requireLocked(jobId)
                .call(jobs::delete)
                .call(job -> models.require(job.modelId()).chain(model -> changes.deleted(job, model)));
    }

    private JobRequest changed(Job job, Model model, ObjectNode fields) {
        var request = subset.apply(job.asRequest(model.name()), fields, JobRequest.class);
        if (!request.jobId().equals(job.jobId())) {
            throw Invalid.inBody("/job_id", "cannot be changed; it is " + job.jobId());
        }
        return request;
    }

    private Uni<Void> requireFree(String jobId) {
        return jobs.named(jobId)
                .invoke(found -> found.ifPresent(_ -> {
                    throw taken(jobId);
                }))
                .replaceWithVoid();
    }

    private static Conflict taken(String jobId) {
        return new Conflict("There is a job %s already".formatted(jobId));
    }
}
