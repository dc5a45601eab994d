package io.llmlab.runner.score;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Which scorer judges: on the wire its name alone (`"numeric"`), or an object
/// (`{"type": "regex", "pattern": "answer: (\\w+)"}`).
///
/// @param pattern only for `regex`; see [RegexMatch]. Null: each item's target is its pattern
@Schema(implementation = Object.class, description = "The scorer's name, or {\"type\": \"regex\", \"pattern\": \"…\"}")
public record ScorerChoice(ScorerType type, @Nullable String pattern) {

    private static final int LONGEST_PATTERN = 2000;
    private static final Set<String> FIELDS = Set.of("type", "pattern");

    public ScorerChoice {
        if (pattern != null && type != ScorerType.REGEX) {
            throw new IllegalArgumentException("has a pattern, which only regex uses");
        }
        if (pattern != null) {
            requireRegularExpression(pattern);
        }
    }

    /// @throws IllegalArgumentException saying what is allowed
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ScorerChoice read(JsonNode wire) {
        if (wire.isTextual()) {
            return new ScorerChoice(type(wire.textValue()), null);
        }
        if (!wire.isObject() || !wire.path("type").isTextual() || !allKnown(wire)) {
            throw new IllegalArgumentException(
                    "must be the name of a scorer, or {\"type\": \"regex\", \"pattern\": \"…\"}");
        }
        var pattern = wire.path("pattern");
        if (!pattern.isMissingNode() && !pattern.isNull() && !pattern.isTextual()) {
            throw new IllegalArgumentException("has a pattern that is no string");
        }
        return new ScorerChoice(type(wire.path("type").textValue()), pattern.textValue());
    }

    /// As it is read.
    @JsonValue
    Object wire() {
        var name = type.name().toLowerCase(Locale.ROOT);
        return pattern == null ? name : Map.of("type", name, "pattern", pattern);
    }

    private static boolean allKnown(JsonNode object) {
        return object.propertyStream().allMatch(field -> FIELDS.contains(field.getKey()));
    }

    private static ScorerType type(String name) {
        return Arrays.stream(ScorerType.values())
                .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'%s' is no scorer; there are %s"
                        .formatted(
                                name,
                                Arrays.stream(ScorerType.values())
                                        .map(type -> type.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")))));
    }

    private static void requireRegularExpression(String pattern) {
        if (pattern.length() > LONGEST_PATTERN) {
            throw new IllegalArgumentException("has a pattern of over %d characters".formatted(LONGEST_PATTERN));
        }
        try {
            var _ = Pattern.compile(pattern);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "has a pattern that is no regular expression: " + wrong.getDescription(), wrong);
        }
    }
}
