package io.llmlab.runner.heartbeat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/// A synthetic series that falls (contract/heartbeat-started.v1.schema.json). It stands on the topic of the runs,
/// so that whoever stops taking these in stops taking in this as well, and is of a type of its own, so that no run of
/// it is ever stored, listed or counted.
///
/// @param at when it left, by the database's clock
/// @param values of one metric, higher is better, the oldest first
@RegisterForReflection
record HeartbeatStarted(Instant at, List<Double> values) {

    /// Eighteen runs like any, and three that nobody would take for chance.
    private static final List<Double> FALL = List.of(
            .80, .81, .79, .80, .82, .80, .78, .80, .81, .79, .80, .81, .80, .79, .82, .80, .79, .81, .41, .40, .39);

    static HeartbeatStarted at(Instant time) {
        return new HeartbeatStarted(time, FALL);
    }
}
