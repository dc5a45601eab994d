package io.llmlab.regression.confirm;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.platform.database.JsonColumn;
import io.llmlab.regression.series.MeasuredRun;
import jakarta.persistence.Converter;

/// A run as JSON.
@Converter
class RunColumn extends JsonColumn<MeasuredRun> {

    RunColumn() {
        super(new TypeReference<>() {});
    }
}
