package io.llmlab.alert.signal;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.platform.database.JsonColumn;
import jakarta.persistence.Converter;
import java.util.Map;

/// Labels in one column.
@Converter
public class Labels extends JsonColumn<Map<String, String>> {

    public Labels() {
        super(new TypeReference<>() {});
    }
}
