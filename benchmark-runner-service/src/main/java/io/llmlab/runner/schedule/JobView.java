package io.llmlab.runner.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.RunStatus;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A job as callers read it.
///
/// @param nextRunTime null while paused, and when it will never fire again
/// @param trigger the schedule in APScheduler's words
@Schema(name = "Job")
record JobView(
        long id,
        String jobId,
        String modelName,
        String datasetName,
        BenchmarkConfig benchmarkConfig,
        ScheduleType scheduleType,
        @Schema(implementation = Object.class) ObjectNode scheduleParams,
        boolean enabled,
        int maxInstances,
        boolean coalesce,
        int misfireGraceTime,
        int cooldownMinutes,
        @Schema(implementation = Object.class) ObjectNode metadata,
        String timezone,
        int jitterSeconds,
        Map<String, String> labels,
        @Nullable Instant nextRunTime,
        String trigger,
        @Nullable Long lastRunId,
        @Nullable RunStatus lastStatus,
        Instant createdAt,
        Instant updatedAt) {

    static JobView of(Job job, String modelName, LastRun last) {
        var said = job.asRequest(modelName);
        return new JobView(
                job.id(),
                job.jobId(),
                modelName,
                job.datasetName(),
                said.benchmarkConfigOrDefaults(),
                job.scheduleType(),
                said.scheduleParams(),
                job.isEnabled(),
                job.maxInstances(),
                job.coalesces(),
                Math.toIntExact(job.grace().toSeconds()),
                said.cooldownMinutesOrDefault(),
                said.metadataOrDefault(),
                job.timezone(),
                said.jitterSecondsOrDefault(),
                said.labelsOrNone(),
                job.dueAt(),
                Trigger.of(said),
                last.id(),
                last.status(),
                job.createdAt(),
                job.updatedAt());
    }
}
