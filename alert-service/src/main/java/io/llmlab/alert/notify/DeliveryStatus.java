package io.llmlab.alert.notify;

/// Where a delivery stands.
enum DeliveryStatus {
    PENDING,
    SENDING,
    SENT,
    FAILED,
    SKIPPED,
    /// Nobody needed it any more before it was sent.
    CANCELLED
}
