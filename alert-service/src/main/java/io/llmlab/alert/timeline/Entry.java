package io.llmlab.alert.timeline;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thing that became of an alert.
///
/// @param actor a person's or key's name, or `system`
/// @param reason why, for a person, or null where the kind says it all
/// @param details what a machine may want to know of it
public record Entry(
        long alertId,
        Instant at,
        EntryKind kind,
        String actor,
        @Nullable String reason,
        Map<String, Object> details) {

    /// Who acts where no person does.
    public static final String SYSTEM = "system";

    public Entry {
        details = Map.copyOf(details);
    }

    /// Something that happened by itself.
    public static Entry bySystem(long alertId, Instant at, EntryKind kind, @Nullable String reason) {
        return new Entry(alertId, at, kind, SYSTEM, reason, Map.of());
    }

    /// The same with details.
    public Entry with(Map<String, Object> further) {
        return new Entry(alertId, at, kind, actor, reason, further);
    }
}
