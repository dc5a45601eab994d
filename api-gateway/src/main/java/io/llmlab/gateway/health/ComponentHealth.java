package io.llmlab.gateway.health;

/// How one part of the suite is.
public enum ComponentHealth {
    HEALTHY,
    UNHEALTHY,

    /// It works, and was told not to.
    DISABLED
}
