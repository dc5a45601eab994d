package io.llmlab.alert.policy.silence;

/// Where a silence stands in its time.
enum SilenceStatus {
    PENDING,
    ACTIVE,
    EXPIRED
}
