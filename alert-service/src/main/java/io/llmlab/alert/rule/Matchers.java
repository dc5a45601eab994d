package io.llmlab.alert.rule;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.platform.database.JsonColumn;
import jakarta.persistence.Converter;
import java.util.List;

/// A rule's matchers in one column.
@Converter
public class Matchers extends JsonColumn<List<Matcher>> {

    public Matchers() {
        super(new TypeReference<>() {});
    }
}
