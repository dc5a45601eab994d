package io.llmlab.runner.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.platform.database.JsonColumn;
import jakarta.persistence.Converter;

/// JSON that callers gave, as they gave it.
@Converter
class JsonObjectColumn extends JsonColumn<JsonNode> {

    JsonObjectColumn() {
        super(new TypeReference<>() {});
    }
}
