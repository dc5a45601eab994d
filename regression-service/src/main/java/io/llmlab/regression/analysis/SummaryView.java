package io.llmlab.regression.analysis;

import io.llmlab.regression.detect.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// All models at a glance.
public record SummaryView(
        Summary summary,

        @Schema(description = "The results that are regressions")
        List<ResultView> detailedResults) {

    /// @param modelsWithRegressions how many
    public record Summary(
            int totalModelsAnalyzed,
            int totalRegressionsDetected,
            BySeverity regressionsBySeverity,
            Map<String, Long> regressionsByMetricType,
            long modelsWithRegressions) {}

    public record BySeverity(long critical, long warning, long info) {}

    static SummaryView of(List<AnalysisView> analyses) {
        var regressions = analyses.stream()
                .flatMap(analysis -> analysis.results().stream())
                .filter(ResultView::regressionDetected)
                .toList();
        var summary = new Summary(
                analyses.size(),
                regressions.size(),
                new BySeverity(
                        count(regressions, Severity.CRITICAL),
                        count(regressions, Severity.WARNING),
                        count(regressions, Severity.INFO)),
                regressions.stream()
                        .collect(Collectors.groupingBy(ResultView::metricType, TreeMap::new, Collectors.counting())),
                analyses.stream()
                        .filter(analysis -> analysis.regressionsDetected() > 0)
                        .count());
        return new SummaryView(summary, regressions);
    }

    private static long count(List<ResultView> regressions, Severity severity) {
        return regressions.stream()
                .filter(result -> result.severity() == severity)
                .count();
    }
}
