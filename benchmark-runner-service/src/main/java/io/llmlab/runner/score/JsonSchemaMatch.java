package io.llmlab.runner.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import jakarta.inject.Singleton;

/// The answer is JSON (see [JsonAnswer]) that a JSON Schema accepts: the scorer's `schema`, or each item's target.
///
/// A schema that names no other draft is read as draft 2020-12. It is never loaded from elsewhere: a `$ref` that
/// leaves the schema makes it unusable.
@Singleton
final class JsonSchemaMatch implements Scorer {

    private static final SchemaRegistryConfig BOUNDED = SchemaRegistryConfig.builder()
            .regularExpressionFactory(BoundedPattern::of)
            .build();

    @Override
    public ScorerType type() {
        return ScorerType.JSON_SCHEMA;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public boolean mayTakeTime() {
        return true;
    }

    @Override
    public Score score(Expectation expected, String answer) {
        var schema = expected.settings().schema();
        return JsonAnswer.read(answer)
                .map(json -> schema == null
                        ? JsonAnswer.read(expected.target())
                                .map(target -> judged(target, json))
                                .orElse(Score.UNPARSED)
                        : judged(schema, json))
                .orElse(Score.UNPARSED);
    }

    /// @throws IllegalArgumentException saying what is wrong
    static void requireUsable(JsonNode schema) {
        if (!schema.isObject() && !schema.isBoolean()) {
            throw new IllegalArgumentException("has a schema that is no JSON object");
        }
        try {
            compiled(schema).initializeValidators();
        } catch (RuntimeException | StackOverflowError unusable) {
            throw new IllegalArgumentException("has a schema that cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static Score judged(JsonNode schema, JsonNode json) {
        try {
            return Score.of(compiled(schema).validate(json).isEmpty());
        } catch (RuntimeException | StackOverflowError unusable) {
            return Score.UNPARSED;
        }
    }

    private static Schema compiled(JsonNode schema) {
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(BOUNDED))
                .getSchema(schema);
    }
}
