package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The events of one record. A sample is what its `match` or `metrics` event judges; what was asked comes in a
/// `sampling` event before it, maybe with other samples' events between.
final class OpenAiEvents implements SampleSource {

    /// Samples between their question and their judgement; as many as run at once, and a hostile file has no end of
    /// them.
    private static final int PENDING = 10_000;

    private static final String CORRECT = "correct";
    private static final String ACCURACY = "accuracy";
    private static final Set<String> ERRORS_OF_ACCURACY = Set.of("boostrap_std", "bootstrap_std");

    private final InputFile file;
    private final ReadingOptions options;
    private final Tally tally = new Tally();
    private JsonNode spec = MissingNode.getInstance();
    private JsonNode report = MissingNode.getInstance();
    private @Nullable String scoreMetric;

    OpenAiEvents(InputFile file, ReadingOptions options) {
        this.file = file;
        this.options = options;
    }

    void sumUp() {
        read(0, tally::add);
    }

    JsonNode spec() {
        return spec;
    }

    @Override
    public long countHint() {
        return tally.samples();
    }

    @Override
    public void forEach(Consumer<? super ParsedSample> consumer) {
        read(options.textLength(), consumer);
    }

    List<ParsedMetric> metrics() {
        var metrics = new ArrayList<ParsedMetric>();
        Double error = null;
        for (var name : ERRORS_OF_ACCURACY) {
            error = error == null ? Nodes.number(report, name) : error;
        }
        for (var field : Nodes.fields(report)) {
            var value = Nodes.finite(field.getValue());
            if (value != null && !ERRORS_OF_ACCURACY.contains(field.getKey())) {
                var isAccuracy = field.getKey().equals(ACCURACY);
                var count = tally.samples() == 0 ? null : Long.valueOf(tally.samples());
                metrics.add(Metrics.named(field.getKey(), value, isAccuracy ? error : null, count, null));
            }
        }
        if (isScoreMissing(metrics)) {
            var name = Objects.requireNonNull(scoreMetric);
            metrics.add(tally.mean(Metrics.type(name), name, null));
        }
        metrics.addAll(tally.others());
        return metrics;
    }

    @Nullable
    String scoreMetric() {
        return scoreMetric;
    }

    private boolean isScoreMissing(List<ParsedMetric> metrics) {
        return scoreMetric != null && metrics.stream().map(ParsedMetric::name).noneMatch(scoreMetric::equals);
    }

    Outcome outcome() {
        if (!report.isMissingNode()) {
            return Outcome.completed();
        }
        return tally.isScored()
                ? Outcome.completed()
                : new Outcome(Outcome.Status.FAILED, "the record ends before any sample was judged");
    }

    List<String> notes() {
        var notes = new ArrayList<String>();
        if (report.isMissingNode() && tally.isScored()) {
            notes.add(
                    "the record has no final_report, the run may have been killed: its metrics were computed from %d samples"
                            .formatted(tally.samples()));
        }
        return notes;
    }

    private void read(int textLength, Consumer<? super ParsedSample> consumer) {
        var asked = new LinkedHashMap<String, JsonNode>();
        var seen = new SeenIds();
        new JsonLines(file, options.limits()).forEach(Set.of("created_by"), line -> {
            if (line.has("spec")) {
                spec = line.get("spec");
            } else if (line.has("final_report")) {
                report = line.get("final_report");
            } else {
                event(line, textLength, asked, seen, consumer);
            }
        });
    }

    private void event(
            JsonNode line,
            int textLength,
            Map<String, JsonNode> asked,
            SeenIds seen,
            Consumer<? super ParsedSample> consumer) {
        var id = line.path("sample_id").asText("");
        var data = line.path("data");
        switch (line.path("type").asText("")) {
            case "sampling" -> {
                if (textLength > 0 && asked.size() < PENDING) {
                    asked.putIfAbsent(id, data);
                }
            }
            case "match", "metrics" -> {
                if (seen.add(id)) {
                    var score = scoreName(data);
                    scoreMetric = scoreMetric == null && score != null ? metricOf(score) : scoreMetric;
                    consumer.accept(sample(id, data, asked.remove(id), textLength));
                }
            }
            case "error" -> {
                if (seen.add(id)) {
                    consumer.accept(failed(id, data));
                }
            }
            default -> {}
        }
    }

    private static ParsedSample sample(String id, JsonNode data, @Nullable JsonNode asked, int textLength) {
        var score = scoreName(data);
        var answer = Nodes.scalar(data, "sampled");
        var said = asked == null ? null : text(asked.path("sampled"));
        return new ParsedSample(
                id,
                score == null ? null : InspectSample.number(data.path(score)),
                asked == null ? null : Nodes.cut(text(asked.path("prompt")), textLength),
                Nodes.cut(answer == null ? said : answer, textLength),
                Nodes.cut(text(data.path("expected")), textLength),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static ParsedSample failed(String id, JsonNode data) {
        var message = Nodes.text(data, "message");
        var error = message == null ? data.path("type").asText("failed without a message") : message;
        return new ParsedSample(id, null, null, null, null, null, null, null, null, error, null, null, null);
    }

    /// Of a match whether it is correct, else `accuracy` or `score`, else the first number.
    private static @Nullable String scoreName(JsonNode data) {
        for (var name : List.of(CORRECT, ACCURACY, "score")) {
            if (InspectSample.number(data.path(name)) != null) {
                return name;
            }
        }
        return Nodes.fields(data).stream()
                .filter(field -> Nodes.finite(field.getValue()) != null)
                .map(field -> field.getKey())
                .findFirst()
                .orElse(null);
    }

    /// The mean of what is correct is the accuracy.
    private static String metricOf(String score) {
        return score.equals(CORRECT) ? ACCURACY : score;
    }

    /// A text, the first of several, or the last message's content.
    private static @Nullable String text(JsonNode node) {
        if (node.isArray() && !node.isEmpty()) {
            var last = node.get(node.size() - 1);
            return last.isObject()
                    ? last.path("content").asText("")
                    : node.get(0).asText("");
        }
        return node.isValueNode() && !node.isNull() ? node.asText() : null;
    }
}
