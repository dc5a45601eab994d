package io.llmlab.regression.finding;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an open finding is told again for: the runs since it was last told fell once more.
///
/// @param sinceRunId the first run of the new level
/// @param fromValue where the series was before, among the finding's own runs
/// @param toValue where it came to
/// @param pValue chance of such a fall among runs that stay where they were, 0 to 1
@RegisterForReflection
record FellAgain(
        long sinceRunId,
        Instant sinceTimestamp,
        double fromValue,
        double toValue,
        @Nullable Double pValue) {

    static FellAgain of(Evaluation own) {
        var measured = own.requireMeasurement();
        var since = own.onset();
        return new FellAgain(since.runId(), since.at(), measured.baseline(), measured.current(), measured.pValue());
    }
}
