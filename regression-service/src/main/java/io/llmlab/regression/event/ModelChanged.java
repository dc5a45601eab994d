package io.llmlab.regression.event;

import io.llmlab.regression.series.ModelRef;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model was registered or changed, as this service reads it: it knows models that have no run yet.
@RegisterForReflection
record ModelChanged(Model model) {

    record Model(
            long id, String name, String provider, @Nullable Map<String, String> labels) {}

    ModelChanged {
        if (model == null) {
            throw new IllegalArgumentException("model is missing");
        }
    }

    ModelRef modelRef() {
        return ModelRef.of(model.id(), model.name(), model.provider(), model.labels());
    }
}
