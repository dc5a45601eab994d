package io.llmlab.runner.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.http.JsonConventions;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// JSON of strangers: what it may be, and what of it the database can keep.
final class ItemJson {

    /// An item with its row's other fields, as text.
    static final int MAX_ITEM_BYTES = 1024 * 1024;

    private static final int MAX_DEPTH = 64;

    static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxStringLength(MAX_ITEM_BYTES)
            .build();

    static final ObjectMapper MAPPER = mapper();

    private ItemJson() {}

    private static ObjectMapper mapper() {
        var factory = JsonFactory.builder()
                .streamReadConstraints(CONSTRAINTS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonConventions.mapper().copyWith(factory);
    }

    static String write(ItemContent item) {
        try {
            return MAPPER.writeValueAsString(item);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("An item is no JSON", unwritable);
        }
    }

    /// What in the value, names of fields included, cannot be stored; empty where all can.
    static Optional<String> unstorable(JsonNode value) {
        if (value.isTextual()) {
            return unstorable(value.asText());
        }
        if (value.isFloatingPointNumber() && !Double.isFinite(value.asDouble())) {
            return Optional.of("a number beyond the range of a double, about 1.8e308");
        }
        var names = value.properties().stream().flatMap(field -> unstorable(field.getKey()).stream());
        return names.findFirst()
                .or(() -> StreamSupport.stream(value.spliterator(), false)
                        .flatMap(element -> unstorable(element).stream())
                        .findFirst());
    }

    private static Optional<String> unstorable(String text) {
        if (text.indexOf('\0') >= 0) {
            return Optional.of("the character NUL");
        }
        return text.codePoints().anyMatch(character -> Character.getType(character) == Character.SURROGATE)
                ? Optional.of("half a surrogate pair, which is no character")
                : Optional.empty();
    }
}
