package io.llmlab.gateway.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What became of a run: the answer to "why was I not told?".
@Schema(name = "RunStory")
record StoryView(
        @Schema(examples = "123") long runId,

        @Schema(
                description =
                        "told: somebody got a message because of it; told_before: of what it repeats; waiting: a message"
                                + " is held back or under way; not_told; unknown: whoever knows is away")
        Told told,

        @Schema(
                description = "The story for a person, in order",
                examples = "[\"Rule performance_regression_critical fired: accuracy of m on gsm8k fell by 14 %\"]")
        List<String> summary,

        @Schema(
                description = "As /benchmark-runs/{id} has it; null where its owner is away",
                implementation = Object.class)
        @Nullable
        JsonNode run,

        @Schema(description = "Null where regression-service is away") @Nullable
        Evaluated evaluation,

        @Schema(
                description = "As /alert-rulings has them, and null where alert-service is away",
                implementation = Object[].class)
        @Nullable
        List<JsonNode> rulings,

        @Schema(description = "Null where alert-service is away") @Nullable
        List<Incident> alerts,

        @Schema(description = "What could not be asked; empty: the story is whole")
        List<String> stale) {

    /// Whether news of the run reached people.
    enum Told {
        TOLD,
        TOLD_BEFORE,
        WAITING,
        NOT_TOLD,
        UNKNOWN
    }

    /// What regression-service made of the run.
    @Schema(name = "RunEvaluation")
    record Evaluated(
            @Schema(description = "false: it does not know the run (yet), or the run is no evidence")
            boolean known,

            @Schema(
                    description =
                            "As /regression-detection/results has them, with configuration, method and version: what"
                                    + " began with the run, and what began earlier and still held with it",
                    implementation = Object[].class)
            List<JsonNode> findings,

            @Schema(description = "As /regression-detection/suspicions has them", implementation = Object[].class)
            List<JsonNode> suspicions,

            @Schema(
                    description =
                            "How each configuration sees each series of the run's kind now, with method, version and"
                                    + " outcome, as /regression-detection/analyze says it; empty where the run's owner is away",
                    implementation = Object[].class)
            List<JsonNode> looks) {}

    /// An alert that has to do with the run.
    @Schema(name = "RunAlert")
    record Incident(
            @Schema(description = "As /alerts/{id} has it", implementation = Object.class)
            JsonNode alert,

            @Schema(description = "Whether it, or a part of it, began with the run; else the run repeats what was open")
            boolean beganWithRun,

            @Schema(
                    description =
                            "As /alerts/{id}/timeline has it, the newest first: opened, held and why, planned, …; of a"
                                    + " repeat only what is about the run",
                    implementation = Object[].class)
            List<JsonNode> timeline,

            @Schema(description = "As /alerts/{id}/notifications has them", implementation = Object[].class)
            List<JsonNode> deliveries) {}
}
