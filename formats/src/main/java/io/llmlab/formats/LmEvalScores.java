package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The scores of one task by filter: from 0.4 on a key is `<metric>,<filter>`, before it is `<metric>`.
final class LmEvalScores {

    private static final String ERROR = "_stderr";
    private static final Set<String> NO_SCORES = Set.of("alias", "name", "sample_len", "sample_count", " ", "");

    private final JsonNode root;
    private final String task;
    private final @Nullable Long samples;
    private final Map<String, List<ParsedMetric>> byFilter = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    LmEvalScores(JsonNode root, String task, @Nullable Long samples) {
        this.root = root;
        this.task = task;
        this.samples = samples;
        var scores = root.path("results").path(task);
        Nodes.fields(scores).forEach(field -> take(scores, field.getKey(), field.getValue()));
    }

    Map<String, List<ParsedMetric>> byFilter() {
        return byFilter;
    }

    List<String> notes() {
        return notes;
    }

    private void take(JsonNode scores, String key, JsonNode value) {
        var comma = key.lastIndexOf(',');
        var metric = comma < 0 ? key : key.substring(0, comma);
        if (NO_SCORES.contains(key) || metric.endsWith(ERROR)) {
            return;
        }
        var filter = comma < 0 ? "none" : key.substring(comma + 1);
        var score = Nodes.finite(value);
        if (score == null) {
            notes.add("%s of %s was left out: it is %s, no finite number".formatted(key, task, value));
            return;
        }
        var error = Nodes.finite(scores.path(metric + ERROR + (comma < 0 ? "" : "," + filter)));
        byFilter.computeIfAbsent(filter, _ -> new ArrayList<>())
                .add(Metrics.named(metric, score, error, samples, direction(metric)));
    }

    /// A task may speak of `pass_at_k` where its results say `pass@1`.
    private @Nullable Boolean direction(String metric) {
        var directions = root.path("higher_is_better").path(task);
        var said = Nodes.flag(directions, metric);
        if (said == null && metric.startsWith("pass@")) {
            said = Nodes.flag(directions, "pass_at_k");
        }
        return said == null ? configured(metric) : said;
    }

    private @Nullable Boolean configured(String metric) {
        return Nodes.elements(root.path("configs").path(task).path("metric_list")).stream()
                .filter(entry -> entry.path("metric").asText("").equals(metric))
                .map(entry -> Nodes.flag(entry, "higher_is_better"))
                .findFirst()
                .orElse(null);
    }
}
