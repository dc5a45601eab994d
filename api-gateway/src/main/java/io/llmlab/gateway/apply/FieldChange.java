package io.llmlab.gateway.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A field that is, or would be, another one.
@Schema(name = "AppliedChange")
record FieldChange(
        @Schema(examples = "cooldown_minutes", description = "A channel's settings as config.<name>")
        String field,

        @Schema(description = "Null: there was none. A secret is ***", implementation = Object.class) @Nullable
        JsonNode before,

        @Schema(description = "Null: it is cleared. A secret is ***", implementation = Object.class) @Nullable
        JsonNode after) {

    static FieldChange of(String field, JsonNode before, JsonNode after) {
        return new FieldChange(field, present(before), present(after));
    }

    static FieldChange ofSecret(String field, boolean wasSet, boolean isSet) {
        var mask = TextNode.valueOf(Difference.MASK);
        return new FieldChange(field, wasSet ? mask : null, isSet ? mask : null);
    }

    private static @Nullable JsonNode present(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? null : value;
    }
}
