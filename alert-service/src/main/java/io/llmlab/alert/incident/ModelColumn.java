package io.llmlab.alert.incident;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.alert.signal.Model;
import io.llmlab.platform.database.JsonColumn;
import jakarta.persistence.Converter;

/// The model as the event had it, in one column.
@Converter
public class ModelColumn extends JsonColumn<Model> {

    public ModelColumn() {
        super(new TypeReference<>() {});
    }
}
