package io.llmlab.runner.schedule;

import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelReference;
import io.llmlab.runner.run.RunStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job was made, changed, fired or deleted.
record JobChanged(
        String jobId,
        boolean deleted,
        ModelReference model,
        String datasetName,
        ScheduleType scheduleType,
        boolean enabled,
        @Nullable Instant nextRunTime,
        @Nullable Long lastRunId,
        @Nullable RunStatus lastStatus,
        Instant at) {

    static JobChanged of(Job job, Model model, LastRun last, Instant at) {
        return of(job, false, model, last, at);
    }

    static JobChanged deleted(Job job, Model model, LastRun last, Instant at) {
        return of(job, true, model, last, at);
    }

    private static JobChanged of(Job job, boolean deleted, Model model, LastRun last, Instant at) {
        return new JobChanged(
                job.jobId(),
                deleted,
                ModelReference.of(model),
                job.datasetName(),
                job.scheduleType(),
                job.isEnabled(),
                deleted ? null : job.dueAt(),
                last.id(),
                last.status(),
                at);
    }
}
