package io.llmlab.alert.rule;

import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.rule.Decision.Passes;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.RunFailed;
import io.llmlab.alert.signal.Signal.SamplesFailed;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conditions of one alert type. The components are the names a rule may use; a null one asks for nothing.
@RegisterForReflection(ignoreNested = false)
sealed interface Conditions permits Conditions.Failure, Conditions.ErrorRate, RegressionConditions {

    Decision judge(Signal signal);

    /// Every run that did not get to its end.
    record Failure() implements Conditions {

        @Override
        public Decision judge(Signal signal) {
            return signal instanceof RunFailed failed
                    ? new Fires(List.of(Wording.failure(failed)))
                    : new Passes("it watches failed runs");
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
            return failed.rate() > allowed
                    ? new Fires(List.of(Wording.errorRate(failed, allowed)))
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
