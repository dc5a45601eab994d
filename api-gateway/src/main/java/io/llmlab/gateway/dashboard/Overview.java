package io.llmlab.gateway.dashboard;

import io.llmlab.gateway.health.SystemHealth;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The suite at a glance.
@Schema(name = "Overview")
record Overview(
        long totalActiveModels,

        @Schema(description = "Runs of the last seven days, in any state")
        long recentBenchmarkRuns,

        @Schema(description = "Failed runs among the finished ones of the last seven days, 0 to 100")
        double failedRunsPercentage,

        @Schema(description = "As /health says") SystemHealth systemHealth,
        ScheduledJobs scheduledJobs,
        Alerts alerts) {

    /// Jobs that are not deleted.
    @Schema(name = "OverviewJobs")
    record ScheduledJobs(long total, long active, long paused) {}

    /// @param resolutionRate share of last week's alerts that are resolved, 0 to 1; 0 when there were none
    @Schema(name = "OverviewAlerts")
    record Alerts(
            @Schema(description = "Alerts raised in the last seven days")
            long totalLastWeek,

            @Schema(description = "Alerts of any age that nobody has acknowledged or resolved")
            long active,

            @Schema(description = "Share of last week's alerts that are resolved, 0 to 1")
            double resolutionRate) {}
}
