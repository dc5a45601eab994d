package io.llmlab.alert.incident;

import io.llmlab.alert.signal.Cause;
import io.llmlab.alert.signal.Subject;
import org.jspecify.annotations.Nullable;

/// What is suspected to have moved more than one model.
///
/// @param kind `dataset`, `provider` or `harness`
/// @param name whose; empty for the harness
record Suspect(String kind, String name) {

    static @Nullable Suspect of(Subject subject, @Nullable Cause cause) {
        if (cause == null || !cause.reachesBeyondTheModel()) {
            return null;
        }
        return switch (cause.suspect()) {
            case "dataset" -> new Suspect("dataset", subject.dataset());
            case "provider" -> new Suspect("provider", subject.model().provider());
            default -> new Suspect(cause.suspect(), "");
        };
    }

    /// Tells it from all others.
    String key() {
        return "%s/%s".formatted(kind, name);
    }
}
