package io.llmlab.alert.rule;

import io.llmlab.alert.rule.Decision.Ends;
import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.rule.Decision.Passes;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.RunFailed;
import io.llmlab.alert.signal.Signal.RunSucceeded;
import io.llmlab.alert.signal.Signal.SamplesFailed;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conditions of one alert type. The components are the names a rule may use; a null one asks for nothing.
@RegisterForReflection(ignoreNested = false)
sealed interface Conditions
        permits Conditions.Failure,
                Conditions.ErrorRate,
                RegressionConditions,
                UnavailableConditions,
                CostConditions,
                LatencyConditions,
                TroubleConditions {

    Decision judge(Signal signal);

    /// Runs that did not get to their end.
    ///
    /// @param consecutiveFailures how many runs of a model on a data set must fail in a row, 1 where it is null
    record Failure(@Nullable Integer consecutiveFailures) implements Conditions {

        public Failure {
            within("consecutive_failures", consecutiveFailures, 1, Signal.MOST_IN_A_ROW);
        }

        @Override
        public Decision judge(Signal signal) {
            if (signal instanceof RunSucceeded succeeded) {
                return new Ends(null, null, RunWording.succeeded(succeeded));
            }
            if (!(signal instanceof RunFailed failed)) {
                return new Passes("it watches failed runs");
            }
            var needed = consecutiveFailures == null ? 1 : consecutiveFailures;
            if (failed.inARow() < needed) {
                return new Passes("%d of %d runs in a row failed".formatted(failed.inARow(), needed));
            }
            return new Fires(List.of(needed == 1 ? Wording.failure(failed) : RunWording.failures(failed, needed)));
        }
    }

    /// @param errorRateThreshold the share of samples that may fail technically, 0 to 1
    record ErrorRate(@Nullable Double errorRateThreshold) implements Conditions {

        private static final double DEFAULT = 0.05;

        public ErrorRate {
            within("error_rate_threshold", errorRateThreshold, 0, 1);
        }

        @Override
        public Decision judge(Signal signal) {
            if (!(signal instanceof SamplesFailed failed)) {
                return new Passes("it watches the samples of finished runs");
            }
            var allowed = errorRateThreshold == null ? DEFAULT : errorRateThreshold;
            if (failed.rate() > allowed) {
                return new Fires(List.of(Wording.errorRate(failed, allowed)));
            }
            return failed.newest() && failed.samples() > 0
                    ? new Ends(Wording.ERROR_RATE, Wording.ERROR_RATE, RunWording.answered(failed))
                    : new Passes("%d of %d samples failed".formatted(failed.errors(), failed.samples()));
        }
    }

    static void within(String name, @Nullable Number value, double least, double most) {
        if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw Invalid.inBody("/" + name, "must be %s to %s, not %s".formatted(plain(least), plain(most), value));
        }
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
