package io.llmlab.runner.schedule;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.outbox.Outbox;
import io.llmlab.platform.outbox.OutboxEvent;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Announces what happens to a job, in its transaction, and audits what a person did.
@ApplicationScoped
class JobChanges {

    private final ModelRepository models;
    private final JobRuns runs;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    JobChanges(ModelRepository models, JobRuns runs, Outbox outbox, Audit audit, Clock clock) {
        this.models = models;
        this.runs = runs;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    Uni<Void> changed(String action, Job job) {
        return announce(job).chain(() -> audit(action, job));
    }

    /// Without an audit row: the clock did it.
    Uni<Void> announce(Job job) {
        return models.require(job.modelId())
                .chain(model -> runs.latest(job).map(last -> JobChanged.of(job, model, last, now())))
                .chain(this::append);
    }

    Uni<Void> deleted(Job job, Model model) {
        return runs.latest(job)
                .map(last -> JobChanged.deleted(job, model, last, now()))
                .chain(this::append)
                .chain(() -> audit("deleted", job));
    }

    Uni<Void> audit(String action, Job job) {
        return audit.record(Audit.ANONYMOUS, action, "job " + job.jobId());
    }

    private Uni<Void> append(JobChanged event) {
        return outbox.append(OutboxEvent.of("job-changed", event.jobId(), event));
    }
}
