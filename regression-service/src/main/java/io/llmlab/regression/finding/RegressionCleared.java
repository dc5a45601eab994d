package io.llmlab.regression.finding;

import io.llmlab.regression.series.DatasetRef;
import io.llmlab.regression.series.MeasuredRun;
import io.llmlab.regression.series.ModelRef;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/// The event that tells which findings are over with one run.
@RegisterForReflection
record RegressionCleared(
        long runId, ModelRef model, DatasetRef dataset, String stream, Instant detectedAt, List<Cleared> cleared) {

    record Cleared(
            long findingId,
            String metricType,
            String metricName,
            String datasetName,
            double baselineValue,
            double currentValue) {

        static Cleared of(Finding finding, Evaluation evaluation) {
            var subject = finding.subject();
            var measured = evaluation.requireMeasurement();
            return new Cleared(
                    finding.id(),
                    subject.metricType(),
                    subject.metricName(),
                    subject.datasetName(),
                    measured.baseline(),
                    measured.current());
        }
    }

    static RegressionCleared of(MeasuredRun run, List<Cleared> cleared, Instant at) {
        return new RegressionCleared(run.id(), run.model(), run.dataset(), run.stream(), at, cleared);
    }
}
