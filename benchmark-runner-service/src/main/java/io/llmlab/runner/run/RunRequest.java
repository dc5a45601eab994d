package io.llmlab.runner.run;

import static java.util.Objects.requireNonNullElseGet;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A run somebody asks for. The model is named or given by its id.
record RunRequest(
        @Nullable String modelName,
        @Nullable Long modelId,

        @NotBlank(message = "must name a data set") String datasetName,

        @Nullable @Valid BenchmarkConfig benchmarkConfig,

        @Nullable @Size(max = 50, message = "must have at most 50 entries")
        Map<
                        @NotBlank @Size(max = 100, message = "a label's name has at most 100 characters") String,
                        @NotBlank @Size(max = 255, message = "must have 1 to 255 characters") String>
                labels) {

    BenchmarkConfig config() {
        return requireNonNullElseGet(benchmarkConfig, BenchmarkConfig::defaults);
    }

    Map<String, String> labelsOrNone() {
        return labels == null ? Map.of() : labels;
    }

    @AssertTrue(message = "give model_name or model_id, one of the two")
    @Schema(hidden = true)
    boolean isModelName() {
        return (modelName == null) != (modelId == null);
    }
}
