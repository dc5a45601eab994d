package io.llmlab.alert.incident;

import io.llmlab.alert.signal.Model;
import io.llmlab.alert.timeline.EntryKind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Tells the other services what became of an alert (contract/alert-changed.v1.schema.json).
///
/// @param model null where the alert is about the lab itself
@RegisterForReflection(ignoreNested = false)
record AlertChanged(Change change, Instant at, @Nullable Model model, AlertFacts alert) {

    private static final String WITHOUT_MODEL = "system";

    /// What keeps the order of a model's alerts.
    Object key() {
        return model == null ? WITHOUT_MODEL : model.id();
    }

    enum Change {
        OPENED,
        REPEATED,
        WORSENED,
        ACKNOWLEDGED,
        ESCALATED,
        SNOOZED,
        UNSNOOZED,
        REOPENED,
        RESOLVED;

        EntryKind entry() {
            return EntryKind.valueOf(name());
        }
    }
}
