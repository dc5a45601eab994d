package io.llmlab.runner.score;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a scorer was told beside its name.
///
/// @param pattern only for `regex`; see [RegexMatch]
/// @param normalise only for `exact_match` and `levenshtein`: what does not count; null: the scorer's own way
/// @param schema only for `json_schema`; see [JsonSchemaMatch]
/// @param judge only for `llm_judge`; see [LlmJudge]
public record ScorerSettings(
        @Nullable String pattern,
        @Nullable Set<Normalisation> normalise,
        @Nullable JsonNode schema,
        @Nullable JudgeSettings judge) {

    public static final ScorerSettings NONE = new ScorerSettings(null, null, null, null);

    public ScorerSettings {
        normalise = normalise == null ? null : Set.copyOf(normalise);
    }

    ScorerSettings(@Nullable String pattern, @Nullable Set<Normalisation> normalise, @Nullable JsonNode schema) {
        this(pattern, normalise, schema, null);
    }

    static ScorerSettings matching(@Nullable String pattern) {
        return new ScorerSettings(pattern, null, null);
    }
}
