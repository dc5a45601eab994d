package io.llmlab.formats;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/// A log as one JSON object; its samples are read one at a time.
final class InspectJson implements InspectLog {

    private static final String SAMPLES = "samples";

    private final InputFile file;
    private final ReadingOptions options;
    private final Json json;
    private final JsonNode header;

    InspectJson(InputFile file, ReadingOptions options) {
        this.file = file;
        this.options = options;
        this.json = new Json(options.limits());
        this.header = readHeader();
    }

    private JsonNode readHeader() {
        try (var parser = json.stream(file.open(options.limits()))) {
            parser.nextToken();
            return json.objectWithout(parser, Set.of(SAMPLES, "reductions"));
        } catch (IOException broken) {
            throw json.unreadable(file.name(), broken);
        }
    }

    @Override
    public JsonNode header() {
        return header;
    }

    @Override
    public void forEachSample(Consumer<JsonNode> taker) {
        try (var parser = json.stream(file.open(options.limits()))) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var isSamples = SAMPLES.equals(parser.currentName());
                if (parser.nextToken() != JsonToken.START_ARRAY || !isSamples) {
                    parser.skipChildren();
                    continue;
                }
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    taker.accept(json.objectWithout(parser, BULKY));
                }
            }
        } catch (IOException broken) {
            throw json.unreadable(file.name(), broken);
        }
    }

    @Override
    public int textLength() {
        return options.textLength();
    }
}
