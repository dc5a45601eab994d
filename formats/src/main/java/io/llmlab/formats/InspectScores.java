package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a log says of its scorers: their metrics, and which scorer's values are the samples' scores.
final class InspectScores {

    private static final String ERROR = "stderr";

    private final List<JsonNode> entries;
    private final JsonNode header;
    private final List<ParsedMetric> metrics = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable String mean;
    private boolean repeated;

    InspectScores(JsonNode header) {
        this.header = header;
        this.entries = Nodes.elements(header.path("results").path("scores"));
        entries.forEach(this::take);
    }

    /// Empty where the run did not come to its metrics.
    List<ParsedMetric> metrics() {
        return metrics;
    }

    List<String> notes() {
        return notes;
    }

    /// The metric that is the mean of the samples' scores; null: the log has none.
    @Nullable
    String mean() {
        return mean;
    }

    /// What the mean is called where the log has none.
    String nameOfMean() {
        if (metrics.isEmpty()) {
            return "accuracy";
        }
        return named(entries.getFirst().path("name").asText(""), "mean");
    }

    /// To be said once a sample of a second epoch was seen.
    void repeat() {
        repeated = true;
    }

    /// Whether there are several epochs, so that the samples of one id form a cluster.
    boolean isRepeated() {
        return repeated;
    }

    /// The first one; null: the samples tell.
    @Nullable
    String scorer() {
        if (!entries.isEmpty()) {
            return Nodes.text(entries.getFirst(), "name");
        }
        var declared = header.path("eval").path("scorers").path(0);
        var name = Nodes.text(declared, "name");
        return name == null ? null : name.substring(name.lastIndexOf('/') + 1);
    }

    private void take(JsonNode entry) {
        var scorer = entry.path("name").asText("");
        var count = Nodes.count(entry, "scored_samples");
        if (count == null) {
            count = completed();
        }
        var error = Nodes.finite(entry.path("metrics").path(ERROR).path("value"));
        for (var metric : Nodes.fields(entry.path("metrics"))) {
            var value = Nodes.finite(metric.getValue().path("value"));
            var name = metric.getKey();
            if (name.equals(ERROR)) {
                continue;
            }
            if (value == null) {
                notes.add("%s of %s was left out: it is no finite number".formatted(name, scorer));
                continue;
            }
            var type = Metrics.type(name);
            var isMean = type == MetricType.ACCURACY || name.equals("mean");
            if (isMean && mean == null && entry == entries.getFirst()) {
                mean = named(scorer, name);
            }
            metrics.add(Metrics.of(
                    type, named(scorer, name), value, isMean ? error : null, count, Metrics.usual(type, name)));
        }
    }

    private @Nullable Long completed() {
        var completed = Nodes.count(header.path("results"), "completed_samples");
        return completed == null || completed == 0 ? null : completed;
    }

    /// A single scorer's metrics need no first name.
    private String named(String scorer, String metric) {
        return entries.size() == 1 ? metric : scorer + "/" + metric;
    }
}
