package io.llmlab.alert.event;

import io.llmlab.alert.signal.Model;
import io.llmlab.alert.watch.JobWatch.Job;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job was made, changed, fired or deleted (benchmark-runner-service, contract/job-changed.v1).
@RegisterForReflection
record JobChanged(
        String jobId,
        boolean deleted,
        Model model,
        String datasetName,
        boolean enabled,
        @Nullable Instant nextRunTime,
        Instant at) {

    Job job() {
        return new Job(jobId, model, datasetName, deleted || !enabled ? null : nextRunTime, at);
    }
}
