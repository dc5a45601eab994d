package io.llmlab.regression.analysis;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What an analysis of one model came to.
public record AnalysisView(
        long modelId,
        int analysisPeriodDays,

        @Schema(description = "How many results have regression_detected")
        int regressionsDetected,

        @Schema(description = "How many series were looked at")
        int totalMetricsAnalyzed,

        List<ResultView> results) {

    static AnalysisView of(long modelId, int days, List<ResultView> results) {
        var regressions =
                (int) results.stream().filter(ResultView::regressionDetected).count();
        var series = results.stream()
                .map(result -> List.of(result.metricType(), result.metricName(), result.datasetName(), result.stream()))
                .distinct()
                .count();
        return new AnalysisView(modelId, days, regressions, (int) series, results);
    }
}
