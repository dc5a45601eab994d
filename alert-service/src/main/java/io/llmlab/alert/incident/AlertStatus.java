package io.llmlab.alert.incident;

/// The life of an alert: active, then acknowledged or not, then resolved.
enum AlertStatus {
    ACTIVE,
    ACKNOWLEDGED,
    RESOLVED
}
