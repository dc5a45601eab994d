package io.llmlab.alert.policy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.platform.database.JsonColumn;
import jakarta.persistence.Converter;
import java.util.List;

/// What a group has in common, in one column.
@Converter
public class GroupByList extends JsonColumn<List<GroupBy>> {

    public GroupByList() {
        super(new TypeReference<>() {});
    }
}
