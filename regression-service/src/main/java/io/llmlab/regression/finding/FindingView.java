package io.llmlab.regression.finding;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.llmlab.regression.cause.Cause;
import io.llmlab.regression.detect.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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

        @Schema(
                description =
                        "Whether it is more than the next run may take back: beyond chance by far (once in 100,000"
                                + " looks), or shown by later runs too")
        boolean settled,

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
        DispositionView disposition,

        @Schema(description = "The imported file the run came with; null: it came alone") @Nullable
        String batchId,

        @Schema(
                description = "The first finding of the same run or batch and model: findings of one group are one"
                        + " matter")
        long groupId,

        @Schema(description = "The first bad run, as likely as can be said")
        long onsetRunId,

        Instant onsetTimestamp,

        @Schema(description = "The run before it; null: there is none") @Nullable
        Long lastGoodRunId,

        @Schema(description = "Why; only where a single finding is read") @JsonInclude(Include.NON_NULL) @Nullable
        Cause cause,

        @Schema(description = "All findings of the group, itself among them; only where grouped=true asks for them")
        @JsonInclude(Include.NON_NULL)
        @Nullable
        List<FindingView> parts) {

    static FindingView of(Finding finding) {
        return of(finding, null);
    }

    /// The first of them stands for all, as bad as the worst and open as long as one is.
    ///
    /// @param group one or more, oldest first
    static FindingView ofGroup(List<Finding> group) {
        var parts = group.stream().map(FindingView::of).toList();
        var severity = parts.stream().map(FindingView::severity).max(Comparator.naturalOrder());
        var isOpen = parts.stream().anyMatch(part -> part.state() == FindingState.OPEN);
        var isSettled = parts.stream().anyMatch(FindingView::settled);
        var first = group.getFirst();
        return of(first, isOpen ? FindingState.OPEN : first.state(), isSettled, severity.orElseThrow(), null, parts);
    }

    static FindingView of(Finding finding, @Nullable Cause cause) {
        return of(finding, finding.state(), finding.isSettled(), finding.severity(), cause, null);
    }

    private static FindingView of(
            Finding finding,
            FindingState state,
            boolean settled,
            Severity severity,
            @Nullable Cause cause,
            @Nullable List<FindingView> parts) {
        var subject = finding.subject();
        var evidence = finding.evidence();
        var lastGood = finding.onset().lastGood();
        return new FindingView(
                finding.id(),
                state,
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
                settled,
                severity,
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
                DispositionView.of(finding.disposition()),
                finding.batchId(),
                finding.groupId(),
                finding.onset().at().runId(),
                finding.onset().at().at(),
                lastGood == null ? null : lastGood.runId(),
                cause,
                parts);
    }
}
