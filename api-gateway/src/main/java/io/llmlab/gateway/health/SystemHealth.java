package io.llmlab.gateway.health;

/// How the suite is as a whole.
public enum SystemHealth {
    HEALTHY,

    /// Something is away; what it does waits and is done later.
    DEGRADED,

    /// The gateway itself cannot work.
    UNHEALTHY
}
