package io.llmlab.alert.incident;

import io.llmlab.alert.signal.Model;
import io.llmlab.alert.timeline.EntryKind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells the other services what became of an alert (contract/alert-changed.v1.schema.json).
///
/// @param model null where the alert is about the lab itself
@RegisterForReflection(ignoreNested = false)
record AlertChanged(Change change, Instant at, @Nullable Model model, AlertFacts alert) {

    private static final String WITHOUT_MODEL = "system";

    /// The same with its parts, the lead first.
    AlertChanged with(List<AlertPart> parts) {
        return new AlertChanged(
                change,
                at,
                model,
                alert.with(
                        parts.stream().limit(mostParts()).map(AlertPart::view).toList()));
    }

    /// How many parts it tells.
    int mostParts() {
        return change == Change.RESOLVED ? AlertPart.MOST : AlertFacts.MOST_PARTS;
    }

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
        /// Further parts show the same.
        JOINED,
        /// A part is back while others are not.
        CLEARED,
        RESOLVED;

        EntryKind entry() {
            return EntryKind.valueOf(name());
        }
    }
}
