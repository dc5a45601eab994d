package io.llmlab.alert.policy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.platform.database.JsonColumn;
import jakarta.persistence.Converter;
import java.util.List;

/// Matchers in one column.
@Converter
public class AlertMatchers extends JsonColumn<List<AlertMatcher>> {

    public AlertMatchers() {
        super(new TypeReference<>() {});
    }
}
