package io.llmlab.alert.policy;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// News of an alert is kept back.
///
/// @param by what does it: `silence/12`
/// @param reason for a person
/// @param details what a machine may want to know of it
/// @param until when it is asked again at the latest, or null: when that which does it is over
public record Hold(
        String by,
        String reason,
        Map<String, Object> details,
        @Nullable Instant until) {

    public Hold {
        details = Map.copyOf(details);
    }
}
