package io.llmlab.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.util.HashSet;
import java.util.Set;

/// JSON as harnesses write it (Python's NaN and Infinity), within limits, and what is wrong with it in words.
final class Json {

    private static final int NUMBER_LENGTH = 1000;
    private static final int NAME_LENGTH = 50_000;
    private static final long MB = 1L << 20;

    private final Limits limits;
    private final JsonFactory documents;
    private final JsonMapper trees;
    private final JsonFactory streams;
    private WatchedStream source = new WatchedStream(InputStream.nullInputStream());

    Json(Limits limits) {
        this.limits = limits;
        this.documents = factory(limits.documentBytes(), true);
        this.trees = JsonMapper.builder(documents)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .build();
        this.streams = factory(-1, false).setCodec(trees);
    }

    private JsonFactory factory(long documentBytes, boolean strict) {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxStringLength(limits.lineBytes())
                .maxNumberLength(NUMBER_LENGTH)
                .maxNameLength(NAME_LENGTH)
                .maxDocumentLength(documentBytes)
                .build();
        return JsonFactory.builder()
                .streamReadConstraints(constraints)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
                .build();
    }

    /// The whole file.
    JsonNode tree(InputFile file) {
        try (var stream = file.open(limits)) {
            return tree(stream, file.name());
        } catch (IOException failure) {
            throw unreadable(file.name(), failure);
        }
    }

    JsonNode tree(InputStream stream, String name) {
        source = new WatchedStream(stream);
        try (var parser = documents.createParser(source)) {
            JsonNode tree = trees.readTree(parser);
            if (tree == null) {
                throw new UnreadableResults(name, "is empty");
            }
            if (parser.nextToken() != null) {
                throw new UnreadableResults(name, "holds more after the end of its JSON value");
            }
            return tree;
        } catch (IOException failure) {
            throw unreadable(name, failure);
        }
    }

    /// The value the parser stands at, of a file that may be longer than what is read at once.
    JsonNode value(JsonParser parser) throws IOException {
        return value(parser, limits.documentBytes());
    }

    private JsonNode value(JsonParser parser, long most) throws IOException {
        return trees.readTree(new BoundedParser(parser, most));
    }

    /// The object the parser stands at, without the fields that are not wanted.
    ObjectNode objectWithout(JsonParser parser, Set<String> unwanted) throws IOException {
        return objectWithout(parser, unwanted, limits.documentBytes());
    }

    /// @param most bytes of all wanted fields together
    ObjectNode objectWithout(JsonParser parser, Set<String> unwanted, long most) throws IOException {
        var object = trees.createObjectNode();
        var skipped = new HashSet<String>();
        var left = most;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            if (object.has(name) || skipped.contains(name)) {
                throw twice(parser, name);
            }
            parser.nextToken();
            if (unwanted.contains(name)) {
                skipped.add(name);
                parser.skipChildren();
            } else {
                var start = offset(parser.currentLocation());
                object.set(name, value(parser, left));
                left -= offset(parser.currentLocation()) - start;
            }
        }
        return object;
    }

    static JsonParseException twice(JsonParser parser, String name) {
        return new JsonParseException(parser, "the name \"%s\" stands there twice".formatted(name));
    }

    /// Bytes before the location; characters where the file is no UTF-8, which the parser does not count in bytes.
    static long offset(JsonLocation location) {
        return location.getByteOffset() < 0 ? location.getCharOffset() : location.getByteOffset();
    }

    /// What is wrong, for the one who gave the file.
    UnreadableResults unreadable(String name, IOException failure) {
        return new UnreadableResults(name, reason(failure));
    }

    private String reason(IOException failure) {
        return switch (failure) {
            case JsonEOFException broken when !source.hasEnded() -> "is not UTF-8 (%s)".formatted(place(broken));
            case JsonEOFException cut -> "ends in the middle of its JSON (%s): it is cut off".formatted(place(cut));
            case StreamConstraintsException over -> over(over);
            case JsonProcessingException broken when isEncoding(broken) -> "is not UTF-8 (%s)".formatted(place(broken));
            case JsonProcessingException broken ->
                "is not valid JSON (%s): %s".formatted(place(broken), firstLine(broken.getOriginalMessage()));
            case CharConversionException _ -> "is in an encoding that is neither UTF-8 nor UTF-16";
            case MalformedInputException _ -> "is in an encoding that is neither UTF-8 nor UTF-16";
            default -> "cannot be read: %s".formatted(failure.getMessage());
        };
    }

    private String over(StreamConstraintsException over) {
        var message = firstLine(over.getOriginalMessage());
        if (message.contains("Document length")) {
            return "holds a JSON value of more than %d MB, more than is read at once"
                    .formatted(limits.documentBytes() / MB);
        }
        if (message.contains("nesting depth")) {
            return "is nested deeper than %d levels".formatted(limits.depth());
        }
        if (message.contains("String")) {
            return "holds a text of more than %d MB".formatted(limits.lineBytes() / MB);
        }
        return "is not acceptable: %s".formatted(message);
    }

    private static boolean isEncoding(JsonProcessingException broken) {
        return broken.getOriginalMessage() != null
                && broken.getOriginalMessage().startsWith("Invalid UTF-8");
    }

    private static String place(JsonProcessingException failure) {
        var location = failure.getLocation() == null ? JsonLocation.NA : failure.getLocation();
        return "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    /// At the start of a file's values, which may be of any length; duplicate names are the reader's own affair.
    JsonParser stream(InputStream stream) throws IOException {
        source = new WatchedStream(stream);
        return streams.createParser(source);
    }
}
