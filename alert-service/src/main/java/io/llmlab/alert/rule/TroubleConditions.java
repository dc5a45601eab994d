package io.llmlab.alert.rule;

import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.rule.Decision.Passes;
import io.llmlab.alert.signal.Evidence;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.LabTroubled;
import io.llmlab.alert.signal.Trouble;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is wrong with the lab itself.
///
/// @param troubles which kinds of it, all where it is null
@RegisterForReflection
record TroubleConditions(@Nullable List<Trouble> troubles) implements Conditions {

    TroubleConditions {
        if (troubles != null && (troubles.isEmpty() || troubles.contains(null))) {
            throw Invalid.inBody("/troubles", "must have at least one entry, none of them null");
        }
        troubles = troubles == null ? null : List.copyOf(troubles);
    }

    @Override
    public Decision judge(Signal signal) {
        if (!(signal instanceof LabTroubled troubled)) {
            return new Passes("it watches the lab itself");
        }
        return troubles == null || troubles.contains(troubled.trouble())
                ? new Fires(List.of(breach(troubled)))
                : new Passes("it watches other troubles");
    }

    private static Breach breach(LabTroubled troubled) {
        return new Breach(
                troubled.metricType(),
                troubled.metricName(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Evidence.NONE,
                troubled.title(),
                troubled.text());
    }
}
