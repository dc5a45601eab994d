package io.llmlab.platform.trace;

import org.jspecify.annotations.Nullable;

/// An event that is about to have its effect.
///
/// @param topic where it came from
/// @param id as its producer gave it
/// @param traceparent as it came with the event (W3C Trace Context, 3.2), or null
public record Arrival(
        Object event, String topic, String id, @Nullable String traceparent) {

    /// An event outside of all traces whose effect is no step of any is not worth a span.
    boolean isTraced() {
        return traceparent != null || event instanceof Traced;
    }

    String step() {
        return event instanceof Traced traced ? traced.step() : "process";
    }
}
