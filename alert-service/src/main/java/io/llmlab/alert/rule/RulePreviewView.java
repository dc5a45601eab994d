package io.llmlab.alert.rule;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a rule would have fired on.
@Schema(name = "AlertRulePreview")
record RulePreviewView(
        Instant since,
        Instant until,

        @Schema(description = "How many runs it was asked about: those with findings, where it is on findings")
        int asked,

        @Schema(description = "How many more came before so much was kept of them as it asks for")
        int unknown,

        @Schema(description = "Whether it was asked about all that is kept of the time; false: about the newest")
        boolean complete,

        @Schema(description = "How often it would have fired")
        int fired,

        @Schema(
                description =
                        "How many alerts would have been opened: not again while one is open, nor within the cooldown")
        int alerts,

        @Schema(description = "The newest 200, newest first")
        List<Firing> firings,

        @Schema(description = "Why it cannot be tried; null: it was") @Nullable
        String reason) {

    /// One series, or run, that would have broken it.
    @Schema(name = "AlertRuleFiring")
    record Firing(
            @Schema(description = "The time of the run") Instant at,
            long runId,
            long modelId,
            String modelName,
            String datasetName,
            @Nullable String metricType,
            @Nullable String metricName,

            @Schema(description = "What the alert would say first")
            String title,

            @Nullable Double triggerValue,
            @Nullable Double thresholdValue,
            @Nullable Double baselineValue,
            @Nullable Double changePercent,

            @Schema(description = "Whether an alert would have been opened, as far as silences and other rules let it")
            boolean opens) {}
}
