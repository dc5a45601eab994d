package io.llmlab.platform.outbox;

import io.llmlab.platform.trace.Cause;
import org.jspecify.annotations.Nullable;

/// An event on its way out. The payload is a record of the producer and becomes JSON; the id is given on storing.
///
/// @param topic where it goes, for example `llmlab.run-completed.v1`
/// @param type the CloudEvents type, for example `io.llmlab.run-completed.v1`
/// @param key what keeps order: events of one key are delivered in the order they were appended
/// @param cause whose trace goes on with it, or null where that is the request's or the event's that is under way
public record OutboxEvent(
        String topic,
        String type,
        String key,
        Object payload,
        @Nullable Cause cause) {

    /// An event whose topic carries no other type: `run-completed` goes to `llmlab.run-completed.v1`.
    public static OutboxEvent of(String name, Object key, Object payload) {
        return new OutboxEvent(
                "llmlab.%s.v1".formatted(name), "io.llmlab.%s.v1".formatted(name), key.toString(), payload, null);
    }

    /// An event that shares the topic of another one, so that their order is kept.
    public static OutboxEvent on(String topicOf, String name, Object key, Object payload) {
        return new OutboxEvent(
                "llmlab.%s.v1".formatted(topicOf), "io.llmlab.%s.v1".formatted(name), key.toString(), payload, null);
    }

    public OutboxEvent because(Cause reason) {
        return new OutboxEvent(topic, type, key, payload, reason);
    }
}
