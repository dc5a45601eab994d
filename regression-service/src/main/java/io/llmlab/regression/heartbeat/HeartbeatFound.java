package io.llmlab.regression.heartbeat;

import io.llmlab.regression.detect.Measurement;
import io.llmlab.regression.detect.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/// The fall of a synthetic series was found (contract/heartbeat-found.v1.schema.json). It stands on the topic of the
/// findings and is none: nothing of it is stored.
///
/// @param at when the series left
@RegisterForReflection
record HeartbeatFound(Instant at, Severity severity, double baselineValue, double currentValue) {

    static HeartbeatFound of(Instant at, Severity severity, Measurement measured) {
        return new HeartbeatFound(at, severity, measured.baseline(), measured.current());
    }
}
