package io.llmlab.gateway.proxy;

/// Who answers a path.
public enum Owner {
    RUNNER,
    REGRESSION,
    ALERT,
    GATEWAY
}
