package io.llmlab.runner.model;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.platform.database.JsonColumn;
import jakarta.persistence.Converter;

/// What requests carry, in one column.
@Converter
class RequestSettingsColumn extends JsonColumn<RequestSettings> {

    RequestSettingsColumn() {
        super(new TypeReference<>() {});
    }
}
