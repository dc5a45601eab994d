package io.llmlab.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The rows of a promptfoo file, one at a time: there may be more of them than fit into memory. They come unsorted.
final class PromptfooRows {

    private static final String RESULTS = "results";
    private static final Set<String> BULKY = Set.of("shareableUrl", "vars", "runtimeOptions", "testSuite");

    private final InputFile file;
    private final ReadingOptions options;
    private final Json json;
    private final Map<String, PromptfooColumn> columns = new LinkedHashMap<>();

    PromptfooRows(InputFile file, ReadingOptions options) {
        this.file = file;
        this.options = options;
        this.json = new Json(options.limits());
    }

    /// All but the rows, which are summed up by the way.
    ObjectNode summary() {
        return walk(row -> {
            var key = PromptfooColumn.key(row);
            columns.computeIfAbsent(key, _ -> new PromptfooColumn(row, key)).add(row);
        });
    }

    /// One a prompt and provider, in the order of their first rows.
    List<PromptfooColumn> columns() {
        return List.copyOf(columns.values());
    }

    SampleSource of(PromptfooColumn column) {
        return new SampleSource() {
            @Override
            public long countHint() {
                return column.rows();
            }

            @Override
            public void forEach(Consumer<? super ParsedSample> consumer) {
                var seen = new SeenIds();
                walk(row -> {
                    if (PromptfooColumn.key(row).equals(column.key())) {
                        consumer.accept(new PromptfooRow(row).sample(seen, options.textLength()));
                    }
                });
            }
        };
    }

    private ObjectNode walk(Consumer<JsonNode> taker) {
        try (var parser = json.stream(file.open(options.limits()))) {
            parser.nextToken();
            return read(parser, taker, true);
        } catch (IOException broken) {
            throw json.unreadable(file.name(), broken);
        }
    }

    private ObjectNode read(JsonParser parser, Consumer<JsonNode> taker, boolean isRoot) throws IOException {
        var object = JsonNodeFactory.instance.objectNode();
        var seen = new HashSet<String>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            if (!seen.add(name)) {
                throw Json.twice(parser, name);
            }
            var token = parser.nextToken();
            if (name.equals(RESULTS) && isRoot && token == JsonToken.START_OBJECT) {
                object.set(name, read(parser, taker, false));
            } else if (name.equals(RESULTS) && !isRoot && token == JsonToken.START_ARRAY) {
                readRows(parser, taker);
            } else if (isRoot && BULKY.contains(name)) {
                parser.skipChildren();
            } else {
                object.set(name, json.value(parser));
            }
        }
        return object;
    }

    private void readRows(JsonParser parser, Consumer<JsonNode> taker) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            taker.accept(json.value(parser));
        }
    }
}
