package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One sample of a log. Values become numbers as inspect_ai's `value_to_float` does it.
final class InspectSample {

    private static final double PARTIAL = 0.5;
    private static final double MILLIS = 1000;
    private static final String NO_ANSWER = "N";

    private final JsonNode sample;
    private final InspectScores scores;
    private final JsonNode score;

    InspectSample(JsonNode sample, InspectScores scores) {
        this.sample = sample;
        this.scores = scores;
        var all = sample.path("scores");
        var scorer = scores.scorer();
        this.score = scorer != null && all.has(scorer)
                ? all.get(scorer)
                : Nodes.fields(all).stream()
                        .findFirst()
                        .map(first -> first.getValue())
                        .orElse(all.path(""));
    }

    ParsedSample parsed(SeenIds seen, int textLength) {
        var error = Nodes.text(sample.path("error"), "message");
        var usage = sample.path("output").path("usage");
        var value = score.path("value");
        return new ParsedSample(
                uniqueId(seen),
                error == null ? number(value) : null,
                Nodes.cut(text(sample.path("input")), textLength),
                Nodes.cut(answer(), textLength),
                Nodes.cut(text(sample.path("target")), textLength),
                latency(),
                tokens("input_tokens", usage),
                tokens("output_tokens", usage),
                null,
                error,
                scores.isRepeated() ? id() : null,
                stopReason().equals("content_filter") ? true : null,
                value.asText("").equals(NO_ANSWER) ? true : null);
    }

    /// The snapshot that the provider says answered.
    @Nullable
    String answeringModel() {
        return Nodes.text(sample.path("output"), "model");
    }

    private String id() {
        return sample.path("id").asText("?");
    }

    int epoch() {
        return sample.path("epoch").asInt(1);
    }

    /// The first epoch's has no number, so that runs of one epoch and of several pair in it.
    private String uniqueId(SeenIds seen) {
        var id = epoch() > 1 ? "%s@%d".formatted(id(), epoch()) : id();
        var unique = id;
        for (var again = 2; !seen.add(unique); again++) {
            unique = id + "#" + again;
        }
        return unique;
    }

    private String stopReason() {
        return sample.path("output").path("choices").path(0).path("stop_reason").asText("");
    }

    private @Nullable String answer() {
        var said = text(score.path("answer"));
        if (said != null) {
            return said;
        }
        var completion = Nodes.text(sample.path("output"), "completion");
        return completion == null
                ? text(sample.path("output")
                        .path("choices")
                        .path(0)
                        .path("message")
                        .path("content"))
                : completion;
    }

    /// Waiting for a free connection is no latency of the model: its working time, not its total time.
    private @Nullable Double latency() {
        var seconds = Nodes.number(sample, "working_time");
        if (seconds == null) {
            seconds = Nodes.number(sample.path("output"), "time");
        }
        return seconds == null ? null : Double.valueOf(seconds * MILLIS);
    }

    /// Over all calls of the sample, else of the last one.
    private @Nullable Long tokens(String kind, JsonNode last) {
        var used = Nodes.fields(sample.path("model_usage"));
        if (used.isEmpty()) {
            return Nodes.count(last, kind);
        }
        return used.stream()
                .mapToLong(usage -> usage.getValue().path(kind).asLong())
                .sum();
    }

    static @Nullable Double number(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue() ? 1.0 : 0.0;
        }
        if (value.isObject() && value.size() == 1) {
            return number(value.elements().next());
        }
        return value.isTextual() ? ofText(value.textValue()) : Nodes.finite(value);
    }

    private static @Nullable Double ofText(String text) {
        return switch (text) {
            case "C" -> 1.0;
            case "P" -> PARTIAL;
            case "I", NO_ANSWER -> 0.0;
            default ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "yes", "true" -> 1.0;
                    case "no", "false" -> 0.0;
                    default -> parsed(text);
                };
        };
    }

    private static @Nullable Double parsed(String text) {
        try {
            var number = Double.parseDouble(text);
            return Double.isFinite(number) ? Double.valueOf(number) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /// Of messages the last one's text; of several parts all.
    private static @Nullable String text(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isArray() && !node.isEmpty()) {
            var last = node.get(node.size() - 1);
            if (last.has("role")) {
                return text(last.path("content"));
            }
            return Nodes.elements(node).stream()
                    .map(part -> part.isObject() ? part.path("text").asText("") : part.asText(""))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("\n"));
        }
        return node.isValueNode() && !node.isNull() ? node.asText() : null;
    }
}
