package io.llmlab.regression.analysis;

import static java.util.Objects.requireNonNull;

import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.TooShort;
import io.llmlab.regression.detect.Outcome.Unmeasurable;
import io.llmlab.regression.detect.Severity;
import io.llmlab.regression.finding.Evaluation;
import io.llmlab.regression.finding.StatisticalDetails;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One look of one method at one series.
public record ResultView(
        String metricType,
        String metricName,
        String datasetName,

        @Schema(description = "Fingerprint of all that changes the meaning of a value")
        String stream,

        long modelId,
        String detectionMethod,

        @Schema(description = "The configuration it was looked at with; null: one of the request") @Nullable
        Long configId,

        @Schema(description = "Which version of it: see /regression-detection/configs/{id}/versions") @Nullable
        Integer configVersion,

        @Schema(
                description = "shifted: moved, but the metric has no direction; too_short: not enough runs yet, see"
                        + " insufficient_data")
        OutcomeName outcome,

        boolean regressionDetected,
        Severity severity,

        @Schema(description = "0 to 1: 1 - the adjusted p-value; for threshold methods min(|change| / threshold, 1)")
        double confidenceScore,

        @Schema(description = "null: nothing could be measured") @Nullable
        Double baselineValue,

        @Nullable Double currentValue,

        @Schema(description = "Signed fraction of the baseline; null: the baseline is 0") @Nullable
        Double changePercent,

        @Nullable Double pValue,

        @Schema(description = "First run of the new regime, 0-based among the runs seen") @Nullable
        Integer changePointIndex,

        @Schema(implementation = StatisticalDetails.class) Map<String, Object> statisticalDetails,

        Instant timestamp,

        @Schema(description = "Where outcome is too_short: what is missing. That is not the same as fine") @Nullable
        InsufficientData insufficientData) {

    static ResultView of(Evaluation evaluation, Instant at) {
        var series = evaluation.series();
        var measured = evaluation.measurement();
        var outcome = evaluation.outcome();
        return new ResultView(
                series.metricType(),
                series.metricName(),
                series.datasetName(),
                series.stream(),
                series.modelId(),
                evaluation.watch().method(),
                evaluation.watch().configId(),
                evaluation.watch().configVersion(),
                OutcomeName.of(outcome),
                evaluation.isFinding(),
                outcome.severity(),
                measured == null ? 0 : measured.confidence(),
                measured == null ? null : measured.baseline(),
                measured == null ? null : measured.current(),
                measured == null ? null : measured.change(),
                measured == null ? null : measured.pValue(),
                measured == null ? null : measured.changePoint(),
                details(evaluation),
                at,
                Prospect.of(evaluation, at));
    }

    private static Map<String, Object> details(Evaluation evaluation) {
        return switch (evaluation.outcome()) {
            case Measured _ -> requireNonNull(evaluation.measurement()).details();
            case TooShort(int points, int needed) -> Map.of("points", points, "needed", needed);
            case Unmeasurable(String reason) -> Map.of("reason", reason);
        };
    }
}
