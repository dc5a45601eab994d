package io.llmlab.regression.series;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The model under test, as every event names it.
@RegisterForReflection
public record ModelRef(long id, String name, String provider, Map<String, String> labels) {

    /// @param labels null is none
    public static ModelRef of(long id, String name, String provider, @Nullable Map<String, String> labels) {
        return new ModelRef(id, name, provider, labels == null ? Map.of() : labels);
    }
}
