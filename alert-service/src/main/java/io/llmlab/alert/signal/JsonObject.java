package io.llmlab.alert.signal;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.platform.database.JsonColumn;
import jakarta.persistence.Converter;
import java.util.Map;

/// Free settings in one column.
@Converter
public class JsonObject extends JsonColumn<Map<String, Object>> {

    public JsonObject() {
        super(new TypeReference<>() {});
    }
}
