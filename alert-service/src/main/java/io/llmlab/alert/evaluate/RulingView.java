package io.llmlab.alert.evaluate;

import io.llmlab.alert.signal.AlertType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a rule said of a run, as clients read it.
///
/// @param at when it was asked
@RegisterForReflection
@Schema(name = "Ruling")
record RulingView(
        long id,
        long runId,
        Instant at,
        String ruleId,
        AlertType alertType,

        @Schema(description = "false: it let pass what was said of the run, and the reason says why")
        boolean fired,

        @Schema(description = "On what it fired, or why it did not")
        String reason,

        @Schema(description = "Null where it let all pass, or fired on the run as a whole") @Nullable
        String metricType,

        @Nullable String metricName,

        @Schema(
                description =
                        "Where it fired: the alert that was opened, that was open already, or that is too young for"
                                + " another one; its timeline says which. Null where that is forgotten")
        @Nullable
        Long alertId) {}
