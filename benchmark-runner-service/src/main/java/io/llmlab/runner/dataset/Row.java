package io.llmlab.runner.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.llmlab.platform.problem.DomainException.Invalid;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// One row of a file, as its columns name it.
///
/// @param fields of a CSV row all columns, an empty cell as null
/// @param isCsv whether all values are texts, those of lists and numbers too
record Row(Place place, ObjectNode fields, boolean isCsv) {

    private static final Pattern INDEX = Pattern.compile("\\d{1,2}");

    /// Those of the names for which there is no column, an empty one being one.
    List<String> without(String... names) {
        return Arrays.stream(names).filter(name -> !fields.has(name)).toList();
    }

    /// All fields but the empty cells; changes of it leave the row as it is.
    ObjectNode copy() {
        var copy = fields.deepCopy();
        if (isCsv) {
            copy.properties().removeIf(field -> field.getValue().isNull());
        }
        return copy;
    }

    /// @return the field's text, or empty where it has none
    String text(String field) {
        return fields.path(field).isNull() ? "" : fields.path(field).asText();
    }

    /// The field's value; a cell that holds a list or an object as Python, numpy or JSON write it is read.
    ///
    /// @throws Invalid where a cell holds neither
    JsonNode structure(String field) {
        var value = fields.path(field);
        if (!isCsv || !value.isTextual()) {
            return value;
        }
        return Literal.read(value.asText())
                .orElseThrow(() -> error(
                        field, "must be a list such as [\"a\", \"b\"] or ['a', 'b'], not %s".formatted(shown(value))));
    }

    /// The field's value; a number in a CSV cell is one, because it means an index there and not a text.
    JsonNode index(String field) {
        var value = fields.path(field);
        var text = value.asText().strip();
        return isCsv && INDEX.matcher(text).matches() ? IntNode.valueOf(Integer.parseInt(text)) : value;
    }

    Invalid error(String field, String detail) {
        return place.error(field, detail);
    }

    private static String shown(JsonNode value) {
        var text = value.asText();
        return TextNode.valueOf(text.length() > 60 ? text.substring(0, 60) + "…" : text)
                .toString();
    }
}
