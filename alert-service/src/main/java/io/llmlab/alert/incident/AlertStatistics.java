package io.llmlab.alert.incident;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Alerts of the last days.
///
/// @param resolutionRate the resolved ones among all, 0 to 1; 0 where there were none
/// @param meanTimeToAcknowledgeSeconds null where none was acknowledged
/// @param falseAlarmShare false alarms among the resolved ones, 0 to 1; null where none was resolved
record AlertStatistics(
        int periodDays,
        long totalAlerts,

        @Schema(description = "Neither acknowledged nor resolved")
        long activeAlerts,

        long resolvedAlerts,
        @Schema(description = "Fraction, 0 to 1") double resolutionRate,
        Map<String, Long> alertsBySeverity,
        Map<String, Long> alertsByType,
        @Nullable Double meanTimeToAcknowledgeSeconds,
        @Nullable Double meanTimeToResolveSeconds,

        @Schema(description = "Fraction of the resolved ones, 0 to 1") @Nullable
        Double falseAlarmShare) {}
