package io.llmlab.alert.incident;

import io.llmlab.alert.signal.Model;
import java.time.Instant;

/// Tells the other services what became of an alert (contract/alert-changed.v1.schema.json).
record AlertChanged(Change change, Instant at, Model model, AlertFacts alert) {

    enum Change {
        OPENED,
        REPEATED,
        ACKNOWLEDGED,
        RESOLVED
    }
}
