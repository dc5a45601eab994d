package io.llmlab.gateway.dashboard;

import io.llmlab.gateway.dashboard.ModelPerformance.RecentRun;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Each model in use on each data set that it was measured on lately.
@Schema(name = "DashboardMatrix")
record Matrix(
        @Schema(description = "The beginning of the period, 30 days ago")
        Instant since,

        @Schema(
                description =
                        "By the names of model and data set; those that ran last, where there are more than 1,000",
                maxItems = Matrix.MOST_PAIRS)
        List<Pair> pairs,

        @Schema(description = "Whether these are all") boolean complete) {

    static final int MOST_PAIRS = 1_000;

    /// A model on a data set. Its runs are those that are evidence: completed, measurable, not excluded.
    @Schema(name = "DashboardPair")
    record Pair(
            long modelId,
            String modelName,
            String datasetName,
            RecentRun latest,

            @Schema(
                    description =
                            "What the points are: accuracy, or latency_ms where the newest run has no accuracy; null without both")
            @Nullable
            Measure measure,

            @Schema(description = "How many runs the points are of")
            long runs,

            @Schema(
                    description = "Up to 30 runs, else the means of days (UTC), oldest first",
                    maxItems = Matrix.MOST_POINTS)
            List<Point> points,

            @Schema(description = "When its newest run, in any state, began")
            Instant lastRunAt,

            @Schema(
                    description = "Between two runs: as its harness declares it, else the median of the newest 20 that "
                            + "nobody started by hand; null where neither is known")
            @Nullable
            Double usualIntervalSeconds,

            @Schema(
                    description =
                            "Whether the next one is later, since the newest arrived, than that allows; alert-service tells it as system_error")
            boolean silent) {}

    /// The days of the period, and the one on which it begins.
    static final int MOST_POINTS = 31;

    /// @param value mean accuracy (0 to 1) or latency (ms)
    @Schema(name = "DashboardPoint")
    record Point(
            @Schema(description = "The run's time, or the mean of their times")
            Instant at,

            double value,
            long runs) {}

    enum Measure {
        ACCURACY,
        LATENCY_MS
    }
}
