package io.llmlab.runner.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A model was made, changed or deactivated.
record ModelChanged(
        ModelReference model,
        @Nullable String version,
        ModelType modelType,
        boolean active,
        Instant createdAt,
        Instant updatedAt) {

    static ModelChanged of(Model model) {
        return new ModelChanged(
                ModelReference.of(model),
                model.version(),
                model.modelType(),
                model.isActive(),
                model.createdAt(),
                model.updatedAt());
    }
}
