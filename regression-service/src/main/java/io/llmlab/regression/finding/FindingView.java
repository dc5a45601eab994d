package io.llmlab.regression.finding;

import io.llmlab.regression.detect.Severity;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A finding: a result that was kept, and what became of it.
public record FindingView(
        long id,
        FindingState state,

        @Schema(description = "The run that gave rise to it")
        long runId,

        Instant runTimestamp,
        String metricType,
        String metricName,
        String datasetName,

        @Schema(description = "Fingerprint of all that changes the meaning of a value")
        String stream,

        long modelId,
        String detectionMethod,

        @Schema(description = "The configuration that found it; null: found before configurations had versions")
        @Nullable
        Long configId,

        @Schema(description = "Which version of it: see /regression-detection/configs/{id}/versions") @Nullable
        Integer configVersion,

        boolean regressionDetected,

        @Schema(description = "The worst it has been") Severity severity,

        double confidenceScore,
        double baselineValue,
        double currentValue,

        @Schema(description = "Signed fraction of the baseline; null: the baseline is 0") @Nullable
        Double changePercent,

        @Nullable Double pValue,
        @Nullable Integer changePointIndex,

        @Schema(implementation = StatisticalDetails.class) Map<String, Object> statisticalDetails,

        @Schema(description = "When it was found") Instant timestamp,

        @Schema(description = "History that arrived late: nobody was notified")
        boolean backfill,

        @Schema(description = "The last run that showed it, or that cleared it")
        long lastRunId,

        Instant updatedAt,
        @Nullable Instant clearedAt,
        @Nullable Long clearedRunId,

        @Schema(description = "What a person said of it; null: nothing yet") @Nullable
        DispositionView disposition) {

    static FindingView of(Finding finding) {
        var subject = finding.subject();
        var evidence = finding.evidence();
        return new FindingView(
                finding.id(),
                finding.state(),
                finding.runId(),
                finding.runAt(),
                subject.metricType(),
                subject.metricName(),
                subject.datasetName(),
                subject.stream(),
                subject.modelId(),
                finding.watch().method(),
                finding.watch().configId(),
                finding.watch().configVersion(),
                true,
                finding.severity(),
                evidence.confidenceScore(),
                evidence.baselineValue(),
                evidence.currentValue(),
                evidence.changePercent(),
                evidence.pValue(),
                evidence.changePointIndex(),
                evidence.details(),
                finding.openedAt(),
                finding.backfill(),
                finding.lastRunId(),
                finding.updatedAt(),
                finding.clearedAt(),
                finding.clearedRunId(),
                DispositionView.of(finding.disposition()));
    }
}
