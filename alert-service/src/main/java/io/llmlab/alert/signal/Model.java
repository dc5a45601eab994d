package io.llmlab.alert.signal;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/// The model under test, as events carry it.
///
/// @param provider `openai`, `anthropic`, `google`, `local` or `custom`
@RegisterForReflection(ignoreNested = false)
public record Model(long id, String name, String provider, Map<String, String> labels) {

    public Model {
        labels = Map.copyOf(labels);
    }
}
