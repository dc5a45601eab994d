package io.llmlab.formats;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/// A file of one object a line, read one at a time.
final class JsonLines {

    private static final long MB = 1L << 20;

    private final InputFile file;
    private final Limits limits;
    private final Json json;

    JsonLines(InputFile file, Limits limits) {
        this.file = file;
        this.limits = limits;
        this.json = new Json(limits);
    }

    /// @param without fields nobody needs
    /// @throws UnreadableResults where a line is broken or too long
    void forEach(Set<String> without, Consumer<JsonNode> taker) {
        try (var parser = json.stream(file.open(limits))) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                var start = parser.currentTokenLocation();
                if (token != JsonToken.START_OBJECT) {
                    throw new UnreadableResults(
                            file.name(), "line %d holds no JSON object".formatted(start.getLineNr()));
                }
                var line = line(parser, start, without);
                taker.accept(line);
            }
        } catch (IOException broken) {
            throw json.unreadable(file.name(), broken);
        }
    }

    private JsonNode line(JsonParser parser, JsonLocation start, Set<String> without) throws IOException {
        try {
            var line = json.objectWithout(parser, without, limits.lineBytes());
            if (!isTooLong(parser, start)) {
                return line;
            }
        } catch (StreamConstraintsException over) {
            if (!isTooLong(parser, start)) {
                throw over;
            }
        }
        throw new UnreadableResults(
                file.name(),
                "line %d has more than %d MB, the most that one may have"
                        .formatted(start.getLineNr(), limits.lineBytes() / MB));
    }

    private boolean isTooLong(JsonParser parser, JsonLocation start) {
        return Json.offset(parser.currentLocation()) - Json.offset(start) > limits.lineBytes();
    }
}
