package io.llmlab.alert.notify;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.platform.database.JsonColumn;
import jakarta.persistence.Converter;
import java.util.Map;

/// Sealed secrets by name in one column.
@Converter
public class SealedColumn extends JsonColumn<Map<String, String>> {

    public SealedColumn() {
        super(new TypeReference<>() {});
    }
}
