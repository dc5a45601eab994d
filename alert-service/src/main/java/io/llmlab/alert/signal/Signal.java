package io.llmlab.alert.signal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that rules are asked about.
public sealed interface Signal {

    /// Runs in a row are counted up to here.
    int MOST_IN_A_ROW = 20;

    Subject subject();

    /// The type of the rules that are asked.
    AlertType alertType();

    /// The findings of one run.
    record RegressionsFound(Subject subject, List<Finding> findings) implements Signal {

        public RegressionsFound {
            findings = List.copyOf(findings);
        }

        @Override
        public AlertType alertType() {
            return AlertType.PERFORMANCE_REGRESSION;
        }
    }

    /// A run that did not get to its end.
    ///
    /// @param reason what the runner says about it, or null
    /// @param inARow how many runs of the model on the data set have failed one after the other, at most
    /// [#MOST_IN_A_ROW]
    record RunFailed(Subject subject, @Nullable String reason, int inARow) implements Signal {

        /// The first to fail.
        public RunFailed(Subject subject, @Nullable String reason) {
            this(subject, reason, 1);
        }

        @Override
        public AlertType alertType() {
            return AlertType.BENCHMARK_FAILURE;
        }
    }

    /// The newest run of a model on a data set, which got to its end.
    record RunSucceeded(Subject subject) implements Signal {

        @Override
        public AlertType alertType() {
            return AlertType.BENCHMARK_FAILURE;
        }
    }

    /// A run that got to its end, with some of its samples, or none, lost to technical errors.
    ///
    /// @param newest whether it is the newest of its model on the data set: only that one can say that all is well
    record SamplesFailed(Subject subject, long errors, long samples, boolean newest) implements Signal {

        @Override
        public AlertType alertType() {
            return AlertType.HIGH_ERROR_RATE;
        }

        /// 0 to 1; a run without samples has no errors either.
        public double rate() {
            return samples == 0 ? 0 : (double) errors / samples;
        }
    }

    /// A run that asked a model for answers.
    ///
    /// @param missedInARow how many runs of the model, on whatever data set, got none one after the other; 0: this
    /// one did
    /// @param samples of this run
    /// @param reason what the runner says about it, or null
    record ModelAsked(
            Subject subject,
            int missedInARow,
            long samples,
            @Nullable String reason) implements Signal {

        @Override
        public AlertType alertType() {
            return AlertType.MODEL_UNAVAILABLE;
        }
    }

    /// What a model's runs have cost by now, in USD.
    ///
    /// @param at the end of the windows
    /// @param since when the first run was whose cost is known, as far back as runs are kept; null: none is
    /// @param windows each with the one before it
    /// @param day in UTC
    /// @param ofDay what was spent on it
    record CostsSummed(
            Subject subject, Instant at, @Nullable Instant since, List<CostWindow> windows, LocalDate day, double ofDay)
            implements Signal {

        public CostsSummed {
            windows = List.copyOf(windows);
        }

        @Override
        public AlertType alertType() {
            return AlertType.COST_ANOMALY;
        }
    }

    /// Something that the lab itself was to do has not happened.
    ///
    /// @param metricType what it is, as a part of the alert's identity
    /// @param metricName whose it is, as a part of the alert's identity
    /// @param title one line for a person
    /// @param text the same with its times
    record LabTroubled(
            Subject subject, Trouble trouble, String metricType, String metricName, String title, String text)
            implements Signal {

        @Override
        public AlertType alertType() {
            return AlertType.SYSTEM_ERROR;
        }
    }
}
