package io.llmlab.alert.signal;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/// The model under test, as events carry it.
///
/// @param provider `openai`, `anthropic`, `google`, `local` or `custom`
@RegisterForReflection(ignoreNested = false)
public record Model(long id, String name, String provider, Map<String, String> labels) {

    /// Stands where something is about the lab itself; no model has its id.
    public static final Model NONE = new Model(0, "lab", "custom", Map.of());

    public Model {
        labels = Map.copyOf(labels);
    }

    /// Whether there is one. Not `is…`: JSON would have it.
    public boolean exists() {
        return id != NONE.id;
    }
}
