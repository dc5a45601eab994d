package io.llmlab.runner.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.function.Consumer;

/// A list or an object in a cell of a CSV file. Whoever writes such files does it with Python: pandas gives lists as
/// `['a', "b's"]`, those that came from Parquet as `['a' 'b']` (numpy, no commas), and objects as
/// `{'text': array(['a', 'b'], dtype=object), 'label': …}`. JSON is read as what it is.
final class Literal {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 8;

    private final String text;
    private int at;
    private int depth;

    private Literal(String text) {
        this.text = text;
    }

    /// @return the list or the object, or empty where the text is none
    static Optional<JsonNode> read(String text) {
        var first = text.isBlank() ? ' ' : text.strip().charAt(0);
        if (first != '[' && first != '{' && first != '(') {
            return Optional.empty();
        }
        try {
            return Optional.of(ItemJson.MAPPER.readTree(text));
        } catch (JsonProcessingException notJson) {
            return python(text);
        }
    }

    private static Optional<JsonNode> python(String text) {
        try {
            var literal = new Literal(text);
            var value = literal.value();
            return literal.peek() == 0 ? Optional.of(value) : Optional.empty();
        } catch (NoLiteral neither) {
            return Optional.empty();
        }
    }

    private JsonNode value() {
        if (++depth > MAX_DEPTH) {
            throw new NoLiteral();
        }
        var value = switch (peek()) {
            case '[' -> list(']');
            case '(' -> list(')');
            case '{' -> object();
            case '\'', '"' -> TextNode.valueOf(string());
            default -> word();
        };
        depth--;
        return value;
    }

    private JsonNode list(char end) {
        var list = NODES.arrayNode();
        members(end, () -> list.add(value()));
        return list;
    }

    private JsonNode object() {
        var object = NODES.objectNode();
        members('}', () -> {
            var name = string();
            expect(':');
            object.set(name, value());
        });
        return object;
    }

    /// Commas are taken where they are, because numpy leaves them out.
    private void members(char end, Runnable member) {
        at++;
        while (peek() != end) {
            member.run();
            if (peek() == ',') {
                at++;
            }
        }
        at++;
    }

    private String string() {
        var quote = peek();
        if (quote != '\'' && quote != '"') {
            throw new NoLiteral();
        }
        at++;
        var string = new StringBuilder();
        for (var character = next(); character != quote; character = next()) {
            if (character == '\\') {
                escape(string::append);
            } else {
                string.append(character);
            }
        }
        return string.toString();
    }

    /// Python reference, "String literals": what has no meaning of its own stays with its backslash.
    private void escape(Consumer<String> target) {
        var escaped = next();
        target.accept(
                switch (escaped) {
                    case 'n' -> "\n";
                    case 't' -> "\t";
                    case 'r' -> "\r";
                    case '\\', '\'', '"' -> String.valueOf(escaped);
                    case 'x' -> codePoint(2);
                    case 'u' -> codePoint(4);
                    case 'U' -> codePoint(8);
                    default -> "\\" + escaped;
                });
    }

    private String codePoint(int digits) {
        if (at + digits > text.length()) {
            throw new NoLiteral();
        }
        try {
            var codePoint = Integer.parseUnsignedInt(text, at, at + digits, 16);
            at += digits;
            return Character.toString(codePoint);
        } catch (IllegalArgumentException noCodePoint) {
            throw new NoLiteral();
        }
    }

    /// A number, `None`, `True`, `False`, or numpy's `array(…, dtype=object)`.
    private JsonNode word() {
        var start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-._".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        var word = text.substring(start, at);
        return switch (word) {
            case "array" -> array();
            case "None" -> NODES.nullNode();
            case "True" -> NODES.booleanNode(true);
            case "False" -> NODES.booleanNode(false);
            default -> number(word);
        };
    }

    private JsonNode array() {
        expect('(');
        var list = value();
        if (peek() == ',') {
            var end = text.indexOf(')', at);
            if (end < 0) {
                throw new NoLiteral();
            }
            at = end;
        }
        expect(')');
        return list;
    }

    private static JsonNode number(String word) {
        try {
            return NODES.numberNode(Long.parseLong(word));
        } catch (NumberFormatException notWhole) {
            try {
                return NODES.numberNode(Double.parseDouble(word));
            } catch (NumberFormatException noNumber) {
                throw new NoLiteral();
            }
        }
    }

    private void expect(char character) {
        if (peek() != character) {
            throw new NoLiteral();
        }
        at++;
    }

    /// The next character that is no blank, or NUL at the end.
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private char next() {
        if (at >= text.length()) {
            throw new NoLiteral();
        }
        return text.charAt(at++);
    }

    private static final class NoLiteral extends RuntimeException {

        private static final long serialVersionUID = 1;

        NoLiteral() {
            super(null, null, false, false);
        }
    }
}
