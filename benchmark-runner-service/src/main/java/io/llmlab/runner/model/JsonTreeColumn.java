package io.llmlab.runner.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.platform.database.JsonColumn;
import jakarta.persistence.Converter;

/// JSON of any form in one column.
@Converter
class JsonTreeColumn extends JsonColumn<JsonNode> {

    JsonTreeColumn() {
        super(new TypeReference<>() {});
    }
}
