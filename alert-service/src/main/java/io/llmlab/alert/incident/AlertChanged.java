package io.llmlab.alert.incident;

import io.llmlab.alert.signal.Model;
import io.llmlab.alert.timeline.EntryKind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/// Tells the other services what became of an alert (contract/alert-changed.v1.schema.json).
@RegisterForReflection(ignoreNested = false)
record AlertChanged(Change change, Instant at, Model model, AlertFacts alert) {

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
