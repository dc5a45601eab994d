package io.llmlab.gateway.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a pipeline is told about a run.
@Schema(name = "RunVerdict")
record VerdictView(
        @Schema(examples = "123") long runId,

        @Schema(description = "inconclusive is not pass: the reasons say what is missing")
        Decision verdict,

        @Schema(description = "Whether asking again may tell more: false once it is decided or nothing more will come")
        boolean pending,

        @Schema(
                description = "Sentences for a person",
                examples = "[\"accuracy/overall_accuracy fell from 0.861 to 0.741 (-13.9 %), critical\"]")
        List<String> reasons,

        @Schema(description = "As /regression-detection/results has them", implementation = Object[].class)
        List<JsonNode> findings,

        @Schema(
                description = "As /benchmark-runs/{id}/compare/{other} has it; null without baseline",
                implementation = Object.class)
        @Nullable
        JsonNode comparison,

        @Schema(description = "As /benchmark-runs/{id} has it", implementation = Object.class)
        JsonNode run) {

    /// What to do.
    enum Decision {
        PASS,
        FAIL,
        INCONCLUSIVE
    }
}
