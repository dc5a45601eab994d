package io.llmlab.regression.finding;

import io.llmlab.regression.series.DatasetRef;
import io.llmlab.regression.series.MeasuredRun;
import io.llmlab.regression.series.ModelRef;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
            double currentValue,
            Reason reason) {

        /// Why it is over.
        @RegisterForReflection
        enum Reason {
            /// The newest runs are back within the baseline.
            RECOVERED,
            /// What it rested on was excluded by a person.
            EXCLUDED
        }

        /// @param evaluation without the excluded run; null, or without a measurement: what the finding rested on is
        /// told
        static Cleared withdrawn(Finding finding, @Nullable Evaluation evaluation) {
            var measured = evaluation == null ? null : evaluation.measurement();
            var evidence = finding.evidence();
            return of(
                    finding,
                    measured == null ? evidence.baselineValue() : measured.baseline(),
                    measured == null ? evidence.currentValue() : measured.current(),
                    Reason.EXCLUDED);
        }

        static Cleared of(Finding finding, Evaluation evaluation) {
            var measured = evaluation.requireMeasurement();
            return of(finding, measured.baseline(), measured.current(), Reason.RECOVERED);
        }

        private static Cleared of(Finding finding, double baseline, double current, Reason reason) {
            var subject = finding.subject();
            return new Cleared(
                    finding.id(),
                    subject.metricType(),
                    subject.metricName(),
                    subject.datasetName(),
                    baseline,
                    current,
                    reason);
        }
    }

    static RegressionCleared of(MeasuredRun run, List<Cleared> cleared, Instant at) {
        return new RegressionCleared(run.id(), run.model(), run.dataset(), run.stream(), at, cleared);
    }
}
