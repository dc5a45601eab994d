package io.llmlab.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One sample of the harness, read without a tree: what is not needed is skipped, and that is most of it.
final class LmEvalLine {

    private static final String NO_FILTER = "none";
    private static final String INVALID = "[invalid]";

    private final @Nullable String scoreMetric;
    private final int textLength;

    private @Nullable String docId;
    private @Nullable String docHash;
    private @Nullable String filter;
    private @Nullable Double score;
    private @Nullable String prompt;
    private @Nullable String answer;
    private @Nullable String target;
    private boolean unparsed;
    private @Nullable String twice;

    LmEvalLine(@Nullable String scoreMetric, int textLength) {
        this.scoreMetric = scoreMetric;
        this.textLength = textLength;
    }

    void read(JsonParser parser) throws IOException {
        clear();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var token = parser.nextToken();
            if (name.equals(scoreMetric)) {
                once(score, name);
                score = number(parser, token);
            } else {
                readField(parser, name, token);
            }
            parser.skipChildren();
        }
    }

    private void clear() {
        docId = null;
        docHash = null;
        filter = null;
        score = null;
        prompt = null;
        answer = null;
        target = null;
        unparsed = false;
        twice = null;
    }

    private void readField(JsonParser parser, String name, JsonToken token) throws IOException {
        switch (name) {
            case "doc_id" -> {
                once(docId, name);
                docId = token.isScalarValue() ? parser.getText() : null;
            }
            case "doc_hash" -> {
                once(docHash, name);
                docHash = token == JsonToken.VALUE_STRING ? parser.getText() : null;
            }
            case "filter" -> {
                once(filter, name);
                filter = token == JsonToken.VALUE_STRING ? parser.getText() : null;
            }
            case "filtered_resps" -> readAnswer(parser, token);
            case "target" -> {
                if (textLength > 0 && token.isScalarValue()) {
                    target = Nodes.cut(parser.getText(), textLength);
                }
            }
            case "arguments" -> {
                if (textLength > 0) {
                    prompt = Nodes.cut(firstText(parser, token), textLength);
                }
            }
            default -> {}
        }
    }

    private void once(@Nullable Object before, String name) {
        if (before != null) {
            twice = name;
        }
    }

    private static @Nullable Double number(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_TRUE -> 1.0;
            case VALUE_FALSE -> 0.0;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                var value = parser.getDoubleValue();
                yield Double.isFinite(value) ? Double.valueOf(value) : null;
            }
            default -> null;
        };
    }

    private void readAnswer(JsonParser parser, JsonToken token) throws IOException {
        var said = LmEvalAnswer.read(parser, token);
        unparsed = INVALID.equals(said);
        answer = Nodes.cut(said, textLength);
    }

    /// The first text in whatever nesting of objects and arrays; the rest is passed over.
    private static @Nullable String firstText(JsonParser parser, JsonToken token) throws IOException {
        if (!token.isStructStart()) {
            return token == JsonToken.VALUE_STRING ? parser.getText() : null;
        }
        String text = null;
        for (var depth = 1; depth > 0; ) {
            var next = parser.nextToken();
            if (next == null) {
                return text;
            }
            if (next.isStructStart()) {
                depth++;
            } else if (next.isStructEnd()) {
                depth--;
            } else if (next == JsonToken.VALUE_STRING && text == null) {
                text = parser.getText();
            }
        }
        return text;
    }

    /// A field that came twice; null: none.
    @Nullable
    String twice() {
        return twice;
    }

    /// Files before 0.4.3 do not name a filter.
    boolean isThrough(String wanted) {
        return filter == null || filter.equals(wanted);
    }

    ParsedSample sample(String file, SeenIds seen) {
        var id = docHash == null ? docId : docHash;
        if (id == null) {
            throw new UnreadableResults(file, "holds a sample without doc_id and doc_hash");
        }
        var unique = seen.add(id) ? id : id + "#" + docId;
        return new ParsedSample(
                unique,
                score,
                prompt,
                answer,
                target,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                unparsed ? true : null);
    }

    /// Collects the names of its numbers and says its filter.
    static String numbers(JsonParser parser, List<String> names) throws IOException {
        var filter = NO_FILTER;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var token = parser.nextToken();
            if (name.equals("filter") && token == JsonToken.VALUE_STRING) {
                filter = parser.getText();
            } else if (token.isNumeric() || token.isBoolean()) {
                names.add(name);
            }
            parser.skipChildren();
        }
        return filter;
    }
}
