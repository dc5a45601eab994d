package io.llmlab.alert.timer;

import java.time.Instant;
import java.util.Map;

/// Something that is to happen at a time.
///
/// @param key what it is about; unique within its kind
/// @param payload what its handler needs to know, as JSON has it
public record Timer(TimerKind kind, String key, Instant dueAt, Map<String, Object> payload) {

    public Timer {
        payload = Map.copyOf(payload);
    }
}
