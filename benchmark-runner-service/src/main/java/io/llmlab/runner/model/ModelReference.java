package io.llmlab.runner.model;

import java.util.Map;

/// How every event names a model (`contract/model-changed.v1.schema.json`, `/properties/model`).
public record ModelReference(long id, String name, Provider provider, Map<String, String> labels) {

    public static ModelReference of(Model model) {
        return new ModelReference(model.id(), model.name(), model.provider(), model.labels());
    }
}
