package io.llmlab.runner.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.runner.dataset.DatasetItem.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An item as it is stored; see [DatasetItem] for the meaning.
record ItemContent(
        String id,
        List<Message> messages,
        String target,
        List<String> choices,
        @Nullable Integer answer,
        JsonNode metadata) {

    ItemContent named(String other) {
        return new ItemContent(other, messages, target, choices, answer, metadata);
    }

    DatasetItem at(int position) {
        return new DatasetItem(position, id, messages, target, choices, answer, metadata);
    }
}
