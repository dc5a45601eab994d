package io.llmlab.runner.score;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
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
@Schema(
        implementation = Object.class,
        description =
                "The scorer's name, or an object: {\"type\": \"regex\", \"pattern\": \"…\"}, {\"type\": \"exact_match\", \"normalise\": [\"case\", \"white_space\"]}, {\"type\": \"json_schema\", \"schema\": {…}}, {\"type\": \"llm_judge\", \"model\": \"…\", \"rubric\": \"…\", \"scale\": {\"good\": 1, \"bad\": 0}}. docs/scorers describes each")
public record ScorerChoice(ScorerType type, ScorerSettings settings) {

    private static final int LONGEST_PATTERN = 2000;
    private static final int LONGEST_SCHEMA = 100_000;
    private static final Set<String> FIELDS = Set.of("pattern", "normalise", "schema");
    private static final Set<ScorerType> NORMALISING = EnumSet.of(ScorerType.EXACT_MATCH, ScorerType.LEVENSHTEIN);

    public ScorerChoice {
        if (settings.pattern() != null) {
            require(type == ScorerType.REGEX, "has a pattern, which only regex uses");
            requireRegularExpression(settings.pattern());
        }
        if (settings.normalise() != null) {
            require(NORMALISING.contains(type), "has normalise, which only exact_match and levenshtein use");
        }
        if (settings.schema() != null) {
            require(type == ScorerType.JSON_SCHEMA, "has a schema, which only json_schema uses");
            requireSchema(settings.schema());
        }
        require(
                (type == ScorerType.LLM_JUDGE) == (settings.judge() != null),
                "must be an object for llm_judge: {\"type\": \"llm_judge\", \"model\": \"…\"}");
    }

    ScorerChoice(ScorerType type, @Nullable String pattern) {
        this(type, ScorerSettings.matching(pattern));
    }

    static ScorerChoice judging(JudgeSettings judge) {
        return new ScorerChoice(ScorerType.LLM_JUDGE, new ScorerSettings(null, null, null, judge));
    }

    /// One without settings.
    public static ScorerChoice of(ScorerType type) {
        return new ScorerChoice(type, ScorerSettings.NONE);
    }

    /// @throws IllegalArgumentException saying what is allowed
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ScorerChoice read(JsonNode wire) {
        if (wire.isTextual()) {
            return of(type(wire.textValue()));
        }
        if (!wire.isObject() || !wire.path("type").isTextual() || !allKnown(wire)) {
            throw new IllegalArgumentException(
                    "must be the name of a scorer, or {\"type\": \"…\"} with pattern, normalise or schema, or for llm_judge with model, rubric, scale or temperature");
        }
        if (type(wire.path("type").textValue()) == ScorerType.LLM_JUDGE) {
            require(
                    wire.propertyStream().noneMatch(field -> FIELDS.contains(field.getKey())),
                    "has what llm_judge does not use");
            return judging(JudgeSettings.read(wire));
        }
        require(
                wire.propertyStream().noneMatch(field -> JudgeSettings.FIELDS.contains(field.getKey())),
                "has what only llm_judge uses");
        return new ScorerChoice(
                type(wire.path("type").textValue()),
                new ScorerSettings(pattern(wire.path("pattern")), normalise(wire.path("normalise")), schema(wire)));
    }

    /// As it is read.
    @JsonValue
    Object wire() {
        if (settings.equals(ScorerSettings.NONE)) {
            return name(type);
        }
        var object = new LinkedHashMap<String, Object>();
        object.put("type", name(type));
        if (settings.pattern() != null) {
            object.put("pattern", settings.pattern());
        }
        if (settings.normalise() != null) {
            object.put(
                    "normalise",
                    settings.normalise().stream()
                            .sorted()
                            .map(ScorerChoice::name)
                            .toList());
        }
        if (settings.schema() != null) {
            object.put("schema", settings.schema());
        }
        if (settings.judge() != null) {
            settings.judge().describe(object);
        }
        return object;
    }

    private static @Nullable String pattern(JsonNode pattern) {
        require(isAbsent(pattern) || pattern.isTextual(), "has a pattern that is no string");
        return pattern.textValue();
    }

    private static @Nullable Set<Normalisation> normalise(JsonNode names) {
        if (isAbsent(names)) {
            return null;
        }
        require(names.isArray(), "has a normalise that is no array of %s".formatted(names(Normalisation.values())));
        return names.valueStream()
                .map(name -> named(Normalisation.values(), name.asText(), "normalisation"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable JsonNode schema(JsonNode wire) {
        var schema = wire.path("schema");
        return isAbsent(schema) ? null : schema;
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static boolean allKnown(JsonNode object) {
        return object.propertyStream()
                .map(Map.Entry::getKey)
                .allMatch(name -> name.equals("type") || FIELDS.contains(name) || JudgeSettings.FIELDS.contains(name));
    }

    private static ScorerType type(String name) {
        return named(ScorerType.values(), name, "scorer");
    }

    private static <E extends Enum<E>> E named(E[] values, String name, String kind) {
        return Arrays.stream(values)
                .filter(value -> name(value).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'%s' is no %s; there are %s".formatted(name, kind, names(values))));
    }

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values).map(ScorerChoice::name).collect(Collectors.joining(", "));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void requireSchema(JsonNode schema) {
        require(
                schema.toString().length() <= LONGEST_SCHEMA,
                "has a schema of over %d characters".formatted(LONGEST_SCHEMA));
        JsonSchemaMatch.requireUsable(schema);
    }

    private static void requireRegularExpression(String pattern) {
        require(pattern.length() <= LONGEST_PATTERN, "has a pattern of over %d characters".formatted(LONGEST_PATTERN));
        try {
            var _ = Pattern.compile(pattern);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "has a pattern that is no regular expression: " + wrong.getDescription(), wrong);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
