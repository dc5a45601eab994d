package io.llmlab.runner.delegate;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.load.MetricRequest;
import io.llmlab.runner.load.SampleRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What an outside runner says of a run it executes. Every part may be left out; an empty one is a heartbeat.
/// What a pushed run has beyond it is ignored, because this run has it already.
///
/// @param status `running` (default), `completed` or `failed`: the last two end the run
/// @param samples a part of the run's; one whose id is known replaces what was said of it before
/// @param metrics those that can be derived from samples may be left out; a known one is replaced
/// @param errorMessage why the run failed
/// @param fingerprint all that changes the meaning of a score, in any parts; runs are compared where it is the
/// same
@JsonIgnoreProperties({
    "run_id",
    "model_id",
    "model_name",
    "dataset_name",
    "dataset_version",
    "timestamp",
    "completed_at",
    "duration_seconds",
    "trigger_type",
    "source",
    "run_config",
    "batch_id",
    "labels",
    "expected_interval"
})
@Schema(name = "RunReport")
record Report(
        @Schema(defaultValue = "running") @Nullable Status status,
        @Nullable @Valid Progress progress,

        @Nullable @Size(max = 10_000, message = "must have at most 10000 entries")
        List<@NotNull(message = "must be an object") @Valid MetricRequest> metrics,

        @Nullable @Size(max = 100_000, message = "must have at most 100000 entries")
        List<@NotNull(message = "must be an object") @Valid SampleRequest> samples,

        @Nullable @Size(max = 10_000, message = "must have at most 10000 characters")
        String errorMessage,

        @Schema(implementation = Object.class) @Nullable ObjectNode fingerprint) {

    @Schema(name = "ReportedStatus")
    enum Status {
        RUNNING,
        COMPLETED,
        FAILED
    }

    /// @param done samples finished; null: as many as were stored
    /// @param total samples to run; null: as said before
    @Schema(name = "ReportedProgress")
    record Progress(
            @Nullable @Min(value = 0, message = "must be 0 or more")
            Integer done,

            @Nullable @Min(value = 0, message = "must be 0 or more")
            Integer total) {}

    Status statusOrRunning() {
        return requireNonNullElse(status, Status.RUNNING);
    }

    /// The same, where an answer that says nothing else is the whole result.
    Report asResult() {
        return status != null
                ? this
                : new Report(Status.COMPLETED, progress, metrics, samples, errorMessage, fingerprint);
    }

    List<MetricRequest> metricsOrNone() {
        return requireNonNullElse(metrics, List.of());
    }

    List<SampleRequest> samplesOrNone() {
        return requireNonNullElse(samples, List.of());
    }

    @Nullable
    Integer done() {
        return progress == null ? null : progress.done();
    }

    @Nullable
    Integer total() {
        return progress == null ? null : progress.total();
    }
}
