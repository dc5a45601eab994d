package io.llmlab.runner.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody asks for runs (`contract/run-requested.v1.schema.json`).
///
/// @param requestId repeated in the runs' `run-completed`
/// @param benchmarkConfig as in `POST /benchmark-runs`; null is all defaults
/// @param runs how many
/// @param labels of the runs
@RegisterForReflection(ignoreNested = false)
record RunRequested(
        @NotBlank @Size(max = 255) String requestId,
        @NotNull @Valid Model model,
        @NotBlank @Size(max = 255) String datasetName,
        @Nullable JsonNode benchmarkConfig,
        @Min(1) @Max(20) int runs,
        @NotBlank @Size(max = 2000) String reason,

        @Nullable @Size(max = 50) Map<@NotBlank @Size(max = 100) String, @NotBlank @Size(max = 255) String> labels) {

    record Model(@NotNull Long id) {}

    Map<String, String> labelsOrNone() {
        return labels == null ? Map.of() : labels;
    }
}
