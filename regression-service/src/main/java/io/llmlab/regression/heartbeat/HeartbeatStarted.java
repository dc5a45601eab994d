package io.llmlab.regression.heartbeat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/// A synthetic series that falls (benchmark-runner-service, contract/heartbeat-started.v1).
@RegisterForReflection
public record HeartbeatStarted(Instant at, List<Double> values) {

    double[] series() {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
