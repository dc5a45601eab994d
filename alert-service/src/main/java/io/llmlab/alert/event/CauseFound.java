package io.llmlab.alert.event;

import io.llmlab.alert.signal.Cause;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The cause of a finding as its event carries it (regression-service, contract/regression-found.v1).
@RegisterForReflection
record CauseFound(
        String suspect,
        String reason,
        Cause.Onset onset,
        Cause.@Nullable RunAt lastGood,
        @Nullable Instant windowFrom,
        @Nullable Instant windowUntil,
        Cause.Peers otherModels,
        Cause.Peers otherDatasets,
        Cause.Peers sameProvider,
        List<Cause.Change> changed) {

    Cause cause() {
        return new Cause(suspect, reason, onset, lastGood, otherModels, otherDatasets, sameProvider, changed, 0);
    }
}
