package io.llmlab.gateway.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One object as a file describes it.
///
/// @param name what identifies it among those of its kind
/// @param pointer JSON pointer into its document
/// @param line where it begins, from 1; 0 where lines are not known
/// @param fields as the file has them
record Wanted(Kind kind, String name, String pointer, int line, ObjectNode fields) {

    static final String MODEL_NAME = "model_name";

    private static final String[] CONFIGURATION = {"method", "metric_type", "metric_name", "dataset_name", MODEL_NAME};

    /// What names an object of the kind, or an empty text.
    static String nameOf(Kind kind, JsonNode fields) {
        return kind == Kind.CONFIGURATIONS
                ? nameOfConfiguration(fields)
                : fields.path(kind.identity()).asText("");
    }

    /// `auto accuracy overall_accuracy gsm8k gpt-x`, a star for what it does not narrow: the same for the same scope.
    private static String nameOfConfiguration(JsonNode fields) {
        return fields.path("method").isTextual() && fields.path("metric_name").isTextual()
                ? Stream.of(CONFIGURATION)
                        .map(field -> fields.path(field).isTextual()
                                ? fields.path(field).asText()
                                : "*")
                        .collect(Collectors.joining(" "))
                : "";
    }
}
