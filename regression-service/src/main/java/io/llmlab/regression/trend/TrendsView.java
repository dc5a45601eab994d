package io.llmlab.regression.trend;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The trends of one model.
public record TrendsView(
        long modelId,
        int analysisPeriodDays,
        long totalRunsAnalyzed,
        int metricsAnalyzed,

        @Schema(
                description = "By <type>_<name>; @<dataset> is appended where the model has several datasets, and"
                        + " #<stream> to all but the most recently used stream of a metric")
        Map<String, Trend> metricTrends) {}
