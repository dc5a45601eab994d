package io.llmlab.gateway.dashboard;

import io.llmlab.gateway.dashboard.ModelPerformance.RecentRun;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What runs, what failed, and what it costs.
@Schema(name = "DashboardActivity")
record Activity(
        @Schema(description = "How many run now") long running,

        @Schema(description = "How many wait for their turn")
        long queued,

        @Schema(description = "Those that run or wait, newest first", maxItems = Activity.MOST)
        List<OpenRun> openRuns,

        @Schema(
                description =
                        "Runs that failed in the last 24 hours and after which none of the same model and data set completed")
        long failed,

        @Schema(description = "Those runs, the newest failure first", maxItems = Activity.MOST)
        List<RecentRun> failedRuns,

        Costs costs) {

    static final int MOST = 100;

    @Schema(name = "DashboardOpenRun")
    record OpenRun(
            long id,
            Instant timestamp,
            long modelId,
            String datasetName,
            String status,
            @Nullable Progress progress) {}

    /// In samples.
    @Schema(name = "DashboardProgress")
    record Progress(int done, int total) {}

    /// In USD; runs of unknown cost are not in it.
    @Schema(name = "DashboardCosts")
    record Costs(
            @Schema(description = "Since midnight in the caller's time zone: all runs, with what their judges cost")
            double today,

            @Schema(
                    description =
                            "Since the first of the month in the caller's time zone: all runs, with what their judges cost")
            double thisMonth,

            @Schema(description = "Of each model that cost something")
            List<ModelCost> models) {}

    /// As budgets count: days and months in UTC, without runs that are excluded and without judges.
    @Schema(name = "DashboardModelCost")
    record ModelCost(long modelId, double todayUtc, double thisMonthUtc) {}
}
