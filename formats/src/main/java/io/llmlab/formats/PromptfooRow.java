package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// One answer of one provider to one test.
final class PromptfooRow {

    private static final int TECHNICAL = 2;

    private final JsonNode row;

    PromptfooRow(JsonNode row) {
        this.row = row;
    }

    /// The test's place and variables: so a changed test is another item.
    ParsedSample sample(SeenIds seen, int textLength) {
        var usage = row.has("tokenUsage")
                ? row.path("tokenUsage")
                : row.path("response").path("tokenUsage");
        var error = error();
        return new ParsedSample(
                uniqueId(seen),
                error == null ? score() : null,
                Nodes.cut(text(row.path("prompt").path("raw")), textLength),
                Nodes.cut(text(row.path("response").path("output")), textLength),
                Nodes.cut(target(), textLength),
                isCached() ? null : Nodes.number(row, "latencyMs"),
                Nodes.count(usage, "prompt"),
                Nodes.count(usage, "completion"),
                cost(),
                error,
                null,
                Nodes.flag(row.path("response"), "isRefusal"),
                null);
    }

    private String uniqueId(SeenIds seen) {
        var vars = row.path("vars");
        var test = row.path("testIdx").asText("?");
        var id = vars.isEmpty() ? test : test + "-" + Nodes.hash(vars.toString());
        var unique = id;
        for (var again = 2; !seen.add(unique); again++) {
            unique = id + "#" + again;
        }
        return unique;
    }

    /// A failed assertion has an `error` too; only `failureReason` tells it from a failed call.
    @Nullable
    String error() {
        var said = Nodes.text(row, "error");
        var isTechnical = row.has("failureReason")
                ? row.path("failureReason").asInt() == TECHNICAL
                : said != null && row.path("response").path("output").isMissingNode();
        return isTechnical ? (said == null ? "failed without a message" : said) : null;
    }

    boolean isPassed() {
        return row.path("success").asBoolean(false);
    }

    /// An answer from promptfoo's cache took no time.
    private boolean isCached() {
        return row.path("response").path("cached").asBoolean(false);
    }

    private @Nullable Double score() {
        var score = Nodes.number(row, "score");
        return score == null && row.has("success") ? Double.valueOf(isPassed() ? 1 : 0) : score;
    }

    private @Nullable Double cost() {
        var cost = Nodes.number(row, "cost");
        return cost == null ? Nodes.number(row.path("response"), "cost") : cost;
    }

    private @Nullable String target() {
        return Nodes.elements(row.path("testCase").path("assert")).stream()
                .map(assertion -> assertion.path("value"))
                .filter(value -> value.isValueNode() && !value.isNull())
                .map(JsonNode::asText)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        return node.isTextual() ? node.textValue() : node.toString();
    }
}
