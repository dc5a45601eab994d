package io.llmlab.alert.event;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/// A synthetic series fell, and that was found (regression-service, contract/heartbeat-found.v1).
///
/// @param at when it left the runner
@RegisterForReflection
record HeartbeatFound(Instant at, double baselineValue, double currentValue) {

    boolean isFall() {
        return currentValue < baselineValue;
    }
}
