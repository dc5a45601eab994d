package io.llmlab.alert.signal;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.platform.database.JsonColumn;
import jakarta.persistence.Converter;
import java.util.List;

/// A list of names in one column.
@Converter
public class StringList extends JsonColumn<List<String>> {

    public StringList() {
        super(new TypeReference<>() {});
    }
}
