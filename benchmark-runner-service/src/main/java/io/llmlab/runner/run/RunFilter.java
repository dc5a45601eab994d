package io.llmlab.runner.run;

import io.quarkus.panache.common.Parameters;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Which runs are asked for; use it as a `@BeanParam`.
public class RunFilter {

    @QueryParam("model_id")
    private @Nullable Long modelId;

    @QueryParam("dataset_name")
    private @Nullable String datasetName;

    @QueryParam("status")
    private @Nullable RunStatus status;

    @QueryParam("trigger_type")
    private @Nullable TriggerType triggerType;

    @QueryParam("since")
    @Parameter(description = "The run's time is this or later")
    private @Nullable Instant since;

    @QueryParam("until")
    @Parameter(description = "The run's time is before this")
    private @Nullable Instant until;

    @QueryParam("scheduled_job_id")
    private @Nullable String jobId;

    @QueryParam("batch_id")
    @Parameter(description = "Runs that came in one file, or were pushed under one batch_id")
    private @Nullable String batchId;

    @QueryParam("parent_run_id")
    @Parameter(description = "The parts of a group's run")
    private @Nullable Long parentRunId;

    Conditions conditions() {
        return new Conditions()
                .ifGiven("modelId = :model", "model", modelId)
                .ifGiven("datasetName = :dataset", "dataset", datasetName)
                .ifGiven("status = :status", "status", status)
                .ifGiven("triggerType = :trigger", "trigger", triggerType)
                .ifGiven("timestamp >= :since", "since", since)
                .ifGiven("timestamp < :until", "until", until)
                .ifGiven("scheduledJobId = :job", "job", jobId)
                .ifGiven("batchId = :batch", "batch", batchId)
                .ifGiven("parentRunId = :parent", "parent", parentRunId);
    }

    /// What is asked for, in the order of [ExportStore], as the Postgres client takes it; null where it is not given.
    List<@Nullable Object> columns() {
        return Arrays.asList(
                modelId,
                datasetName,
                status == null ? null : status.name(),
                triggerType == null ? null : triggerType.name(),
                since == null ? null : ExportStore.utc(since),
                until == null ? null : ExportStore.utc(until),
                jobId,
                batchId,
                parentRunId);
    }

    /// The parts of a query's `where`, and their parameters.
    static final class Conditions {

        private final List<String> parts = new ArrayList<>(List.of("1 = 1"));
        private final Parameters parameters = new Parameters();

        Conditions ifGiven(String condition, String name, @Nullable Object value) {
            if (value != null) {
                and(condition);
                with(name, value);
            }
            return this;
        }

        void and(String condition) {
            parts.add(condition);
        }

        void with(String name, Object value) {
            parameters.and(name, value);
        }

        String text() {
            return String.join(" and ", parts);
        }

        Parameters parameters() {
            return parameters;
        }
    }
}
