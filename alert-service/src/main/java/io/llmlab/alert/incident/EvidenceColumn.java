package io.llmlab.alert.incident;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.alert.signal.Evidence;
import io.llmlab.platform.database.JsonColumn;
import jakarta.persistence.Converter;

/// What is known beside an alert's values, in one column.
@Converter
public class EvidenceColumn extends JsonColumn<Evidence> {

    public EvidenceColumn() {
        super(new TypeReference<>() {});
    }
}
