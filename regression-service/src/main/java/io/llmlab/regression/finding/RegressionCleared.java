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
            EXCLUDED,
            /// A person accepted it as the new normal.
            ACCEPTED,
            /// A person called it a false alarm.
            FALSE_ALARM
        }

        static Cleared judged(Finding finding, Disposition disposition) {
            var reason = switch (disposition.kind()) {
                case ACCEPTED -> Reason.ACCEPTED;
                case FALSE_ALARM -> Reason.FALSE_ALARM;
            };
            var evidence = finding.evidence();
            return of(finding, evidence.baselineValue(), evidence.currentValue(), reason);
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

    /// By a person's word, with the last run that showed it.
    static RegressionCleared judged(Finding finding, Disposition disposition, ModelRef model) {
        var subject = finding.subject();
        return new RegressionCleared(
                finding.lastRunId(),
                model,
                new DatasetRef(subject.datasetName(), null),
                subject.stream(),
                disposition.at(),
                List.of(Cleared.judged(finding, disposition)));
    }

    static RegressionCleared of(MeasuredRun run, List<Cleared> cleared, Instant at) {
        return new RegressionCleared(run.id(), run.model(), run.dataset(), run.stream(), at, cleared);
    }
}
