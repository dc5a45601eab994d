package io.llmlab.regression.finding;

import io.llmlab.regression.cause.Cause;
import io.llmlab.regression.detect.Severity;
import io.llmlab.regression.series.DatasetRef;
import io.llmlab.regression.series.MeasuredRun;
import io.llmlab.regression.series.ModelRef;
import io.llmlab.regression.series.Point;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The event that tells of all new findings of one run, and of those that settled, became graver or fell once more
/// with it.
@RegisterForReflection(ignoreNested = false)
record RegressionFound(
        long runId,
        ModelRef model,
        DatasetRef dataset,
        String stream,
        boolean backfill,
        Instant detectedAt,
        Instant runTimestamp,
        Map<String, String> labels,
        List<Found> findings) {

    @RegisterForReflection(ignoreNested = false)
    record Found(
            long findingId,
            String metricType,
            String metricName,
            String datasetName,
            String stream,
            String detectionMethod,
            Severity severity,
            boolean settled,
            double confidenceScore,
            double baselineValue,
            double currentValue,
            @Nullable Double changePercent,
            @Nullable Double pValue,
            @Nullable Boolean higherIsBetter,
            @Nullable String unit,
            Map<String, Object> statisticalDetails,
            long groupId,
            @Nullable Long configId,
            @Nullable Integer configVersion,
            @Nullable FellAgain fellAgain,
            Cause cause,
            List<Reached> history) {

        /// What the metric was with one run.
        record Reached(Instant timestamp, double value) {

            static Reached of(Point point) {
                return new Reached(point.position().at(), point.value());
            }
        }

        /// @param again what it is told again for; null: it is new, or graver than it was told
        /// @param history the newest points of its series, oldest first; none where they are left out
        static Found of(Finding finding, @Nullable FellAgain again, Cause cause, List<Point> history) {
            var subject = finding.subject();
            var evidence = finding.evidence();
            return new Found(
                    finding.id(),
                    subject.metricType(),
                    subject.metricName(),
                    subject.datasetName(),
                    subject.stream(),
                    finding.watch().method(),
                    finding.severity(),
                    finding.isSettled(),
                    evidence.confidenceScore(),
                    evidence.baselineValue(),
                    evidence.currentValue(),
                    evidence.changePercent(),
                    evidence.pValue(),
                    subject.higherIsBetter(),
                    subject.unit(),
                    evidence.details(),
                    finding.groupId(),
                    finding.watch().configId(),
                    finding.watch().configVersion(),
                    again,
                    cause,
                    history.stream().map(Reached::of).toList());
        }
    }

    static RegressionFound of(MeasuredRun run, boolean backfill, List<Found> findings, Instant at) {
        return new RegressionFound(
                run.id(), run.model(), run.dataset(), run.stream(), backfill, at, run.at(), run.labels(), findings);
    }
}
