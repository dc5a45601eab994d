package io.llmlab.alert.incident;

import io.llmlab.alert.notify.ChannelDeliveries;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Alerts of the last days.
///
/// @param resolutionRate the resolved ones among all, 0 to 1; 0 where there were none
/// @param meanTimeToAcknowledgeSeconds null where none was acknowledged
/// @param neverAcknowledgedShare those that nobody took in hand among the resolved ones; null where none was resolved
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
        Double falseAlarmShare,

        @Schema(description = "Resolved without ever being acknowledged: fraction of the resolved ones, 0 to 1")
        @Nullable
        Double neverAcknowledgedShare,

        @Schema(description = "The rules with the most alerts, at most ten")
        List<OfRule> noisiestRules,

        @Schema(description = "Days in UTC, the newest first")
        List<OfModelAndDay> alertsPerModelAndDay,

        Map<String, ChannelDeliveries> deliveriesByChannel) {

    @Schema(name = "AlertsOfRule")
    record OfRule(String ruleId, long alerts) {}

    @Schema(name = "AlertsOfModelAndDay")
    record OfModelAndDay(LocalDate day, long modelId, long alerts) {}
}
