package io.llmlab.runner.load;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.run.RunStatus;
import io.llmlab.runner.run.TriggerType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A finished run that was executed elsewhere.
///
/// @param modelName a name that is not known is registered, with provider `custom`
/// @param datasetName need not be uploaded
/// @param timestamp the run's time, which orders its series; may be long ago; default now
/// @param status `completed` (default) or `failed`
/// @param source who executed it; default `pushed`
/// @param metrics those that can be derived from the samples may be left out
/// @param fingerprint all that changes the meaning of a score, in any parts; runs are compared where it is the same
/// @param batchId the same for runs that came together
/// @param expectedInterval after which the next run of its kind is due, for example `24h` or `P1D`
record ResultsRequest(
        @Nullable @Size(min = 1, max = 255, message = "must have 1 to 255 characters")
        String modelName,

        @Nullable Long modelId,

        @NotBlank(message = "must have 1 to 255 characters") @Size(max = 255, message = "must have 1 to 255 characters")
        String datasetName,

        @Nullable @Size(max = 255, message = "must have at most 255 characters")
        String datasetVersion,

        @Nullable Instant timestamp,
        @Nullable Instant completedAt,

        @Nullable @PositiveOrZero(message = "must be 0 or more")
        Double durationSeconds,

        @Schema(defaultValue = "completed") @Nullable RunStatus status,

        @Nullable @Size(max = 10_000, message = "must have at most 10000 characters")
        String errorMessage,

        @Schema(defaultValue = "manual") @Nullable TriggerType triggerType,

        @Schema(defaultValue = "pushed") @Nullable @Size(min = 1, max = 100, message = "must have 1 to 100 characters")
        String source,

        @Nullable @Size(max = 10_000, message = "must have at most 10000 entries")
        List<@NotNull(message = "must be an object") @Valid MetricRequest> metrics,

        @Nullable @Size(max = 100_000, message = "must have at most 100000 entries")
        List<@NotNull(message = "must be an object") @Valid SampleRequest> samples,

        @Schema(implementation = Object.class) @Nullable JsonNode runConfig,

        @Schema(implementation = Object.class) @Nullable ObjectNode fingerprint,

        @Nullable @Size(max = 255, message = "must have at most 255 characters")
        String batchId,

        @Nullable @Size(max = 50, message = "must have at most 50 entries")
        Map<
                        @NotBlank @Size(max = 100, message = "a label's name has at most 100 characters") String,
                        @NotNull(message = "must be a string")
                        @Size(max = 255, message = "must have at most 255 characters") String>
                labels,

        @Nullable @Size(max = 50, message = "must have at most 50 characters")
        String expectedInterval) {

    List<MetricRequest> metricsOrNone() {
        return requireNonNullElse(metrics, List.of());
    }

    List<SampleRequest> samplesOrNone() {
        return requireNonNullElse(samples, List.of());
    }

    RunStatus statusOrDefault() {
        return requireNonNullElse(status, RunStatus.COMPLETED);
    }

    String sourceOrDefault() {
        return requireNonNullElse(source, "pushed");
    }
}
