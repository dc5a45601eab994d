package io.llmlab.runner.model;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.platform.database.JsonColumn;
import jakarta.persistence.Converter;
import java.util.Map;

/// Labels (name to value) in one column.
@Converter
public class LabelsColumn extends JsonColumn<Map<String, String>> {

    public LabelsColumn() {
        super(new TypeReference<>() {});
    }
}
