package io.llmlab.alert.rule;

import static io.llmlab.alert.rule.Conditions.within;

import io.llmlab.alert.rule.Decision.Ends;
import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.rule.Decision.Passes;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.ModelAsked;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs of which not one sample was answered.
///
/// @param consecutiveRuns how many runs of a model, on whatever data set, must miss it in a row, 1 where it is null
@RegisterForReflection
record UnavailableConditions(@Nullable Integer consecutiveRuns) implements Conditions {

    UnavailableConditions {
        within("consecutive_runs", consecutiveRuns, 1, Signal.MOST_IN_A_ROW);
    }

    @Override
    public Decision judge(Signal signal) {
        if (!(signal instanceof ModelAsked asked)) {
            return new Passes("it watches whether runs reach their model");
        }
        if (asked.missedInARow() == 0) {
            return new Ends(null, null, RunWording.reached(asked));
        }
        var needed = consecutiveRuns == null ? 1 : consecutiveRuns;
        return asked.missedInARow() < needed
                ? new Passes("%d of %d runs in a row missed the model".formatted(asked.missedInARow(), needed))
                : new Fires(List.of(RunWording.missed(asked, needed)));
    }
}
