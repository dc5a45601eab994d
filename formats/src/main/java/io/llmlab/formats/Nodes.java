package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is looked for in JSON trees, where what is absent or of another kind is null.
final class Nodes {

    private static final JsonMapper PLAIN = new JsonMapper();
    private static final int SHORT_HASH = 8;

    private Nodes() {}

    static @Nullable String text(JsonNode node, String name) {
        var value = node.path(name);
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
    }

    /// Numbers and texts, as text.
    static @Nullable String scalar(JsonNode node, String name) {
        var value = node.path(name);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    /// Numbers that are finite, and texts that hold one.
    static @Nullable Double number(JsonNode node, String name) {
        var value = node.path(name);
        return value.isTextual() ? parsed(value.textValue()) : finite(value);
    }

    static @Nullable Double finite(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue()) ? Double.valueOf(value.doubleValue()) : null;
    }

    static @Nullable Long count(JsonNode node, String name) {
        var value = node.path(name);
        return value.isNumber() && value.longValue() >= 0 ? Long.valueOf(value.longValue()) : null;
    }

    static @Nullable Boolean flag(JsonNode node, String name) {
        var value = node.path(name);
        return value.isBoolean() ? Boolean.valueOf(value.booleanValue()) : null;
    }

    static @Nullable Double sum(@Nullable Double one, @Nullable Double other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : Double.valueOf(one + other);
    }

    private static @Nullable Double parsed(String text) {
        try {
            var number = Double.parseDouble(text.strip());
            return Double.isFinite(number) ? Double.valueOf(number) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /// As maps, lists, texts, numbers and booleans; null where there is nothing worth keeping.
    static @Nullable Object plain(JsonNode node) {
        if (node.isMissingNode() || node.isNull() || (node.isContainerNode() && node.isEmpty())) {
            return null;
        }
        return PLAIN.convertValue(node, Object.class);
    }

    static List<Map.Entry<String, JsonNode>> fields(JsonNode node) {
        return node.isObject() ? node.propertyStream().toList() : List.of();
    }

    static List<JsonNode> elements(JsonNode node) {
        var elements = new ArrayList<JsonNode>();
        if (node.isArray()) {
            node.forEach(elements::add);
        }
        return elements;
    }

    /// 16 hex digits that stand for a text in a fingerprint.
    static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, SHORT_HASH);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }

    /// Its first characters, whole ones.
    static @Nullable String cut(@Nullable String text, int length) {
        if (text == null || length == 0) {
            return null;
        }
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
