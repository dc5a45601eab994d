package io.llmlab.runner.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// A JSON array of rows, read one by one. Where it is no JSON, nothing behind that can be read either.
final class JsonArray implements RowSource {

    private final JsonParser parser;
    private int number;
    private boolean isOver;

    JsonArray(InputStream input) throws IOException {
        parser = ItemJson.MAPPER.createParser(input);
    }

    @Override
    public String format() {
        return "json";
    }

    @Override
    public Optional<Row> next() throws IOException {
        try {
            return isOver ? Optional.empty() : read();
        } catch (JsonProcessingException unreadable) {
            isOver = true;
            var location = unreadable.getLocation();
            throw place().error(
                            "",
                            "is no JSON (line %d): %s"
                                    .formatted(
                                            location == null ? 1 : location.getLineNr(),
                                            unreadable.getOriginalMessage()));
        }
    }

    private Optional<Row> read() throws IOException {
        if (number == 0) {
            parser.nextToken(); // the array's start, by which its format was known
        }
        number++;
        var token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            isOver = true;
            if (parser.nextToken() != null) {
                throw place().error("", "stands behind the end of the array");
            }
            return Optional.empty();
        }
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            throw place().error("", "is no JSON object");
        }
        return Optional.of(new Row(place(), object(), false));
    }

    /// Bounded while it is read, and not only when it is in memory.
    private ObjectNode object() throws IOException {
        try (var tokens = new TokenBuffer(parser)) {
            var start = parser.currentTokenLocation().getByteOffset();
            var depth = 0;
            do {
                tokens.copyCurrentEvent(parser);
                depth += depthOf(parser.currentToken());
                if (parser.currentTokenLocation().getByteOffset() - start > ItemJson.MAX_ITEM_BYTES) {
                    isOver = true;
                    throw place().error(
                                    "",
                                    "is longer than the %d bytes that are allowed".formatted(ItemJson.MAX_ITEM_BYTES));
                }
            } while (depth > 0 && parser.nextToken() != null);
            return ItemJson.MAPPER.readTree(tokens.asParser());
        }
    }

    private static int depthOf(JsonToken token) {
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }

    private Place place() {
        return Place.ofArray(Math.max(1, number));
    }
}
