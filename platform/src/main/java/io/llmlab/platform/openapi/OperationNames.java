package io.llmlab.platform.openapi;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// Names operations by method and path, which stay: `listModels`, `createModel`, `checkModel`. An operation that says
/// its own `operationId` keeps it.
final class OperationNames {

    private OperationNames() {}

    static void give(OpenAPI document) {
        var names = new HashMap<String, String>();
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
                    if (operation.getOperationId() == null) {
                        operation.setOperationId(name(method, path, answersList(operation)));
                    }
                    var place = method + " " + path;
                    var other = names.put(operation.getOperationId(), place);
                    if (other != null) {
                        throw new IllegalStateException(
                                "%s and %s are both %s".formatted(other, place, operation.getOperationId()));
                    }
                }));
    }

    static String name(HttpMethod method, String path, boolean list) {
        var segments = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        var words = words(segments);
        var last = isParameter(segments.getLast()) ? "" : segments.getLast();
        return switch (method) {
            case GET ->
                last.equals("export")
                        ? "export" + words.substring(0, words.length() - "Export".length())
                        : (list ? "list" : "get") + words;
            case POST -> last.endsWith("s") ? "create" + singular(words) : action(segments);
            case PUT, PATCH -> "update" + words;
            default -> method.name().toLowerCase(Locale.ROOT) + words;
        };
    }

    /// The last fixed segment says what is done to what stands before it: `POST /models/{id}/check`.
    private static String action(List<String> segments) {
        var fixed = segments.stream().filter(segment -> !isParameter(segment)).toList();
        var verb = camel(fixed.getLast());
        return verb.substring(0, 1).toLowerCase(Locale.ROOT)
                + verb.substring(1)
                + fixed.subList(0, fixed.size() - 1).stream()
                        .map(OperationNames::camel)
                        .map(OperationNames::singular)
                        .collect(Collectors.joining());
    }

    /// All fixed segments; of a segment that a parameter follows, one is meant.
    private static String words(List<String> segments) {
        var words = new StringBuilder();
        for (var i = 0; i < segments.size(); i++) {
            if (!isParameter(segments.get(i))) {
                var word = camel(segments.get(i));
                words.append(i + 1 < segments.size() && isParameter(segments.get(i + 1)) ? singular(word) : word);
            }
        }
        return words.toString();
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    private static String singular(String word) {
        return word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word;
    }

    private static String camel(String segment) {
        return Arrays.stream(segment.split("[-._]"))
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }

    private static boolean answersList(Operation operation) {
        var answer = operation.getResponses().getAPIResponse("200");
        if (answer == null || answer.getContent() == null) {
            return false;
        }
        return answer.getContent().getMediaTypes().values().stream()
                .map(media -> media.getSchema())
                .anyMatch(schema -> schema != null
                        && schema.getType() != null
                        && schema.getType().contains(SchemaType.ARRAY));
    }
}
