package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One prompt with one provider: a column of promptfoo's table, summed up row by row.
final class PromptfooColumn {

    static final String SCORE = "score";

    private final String key;
    private final String provider;
    private final String model;
    private final String prompt;
    private final String label;
    private final Tally scores = new Tally();
    private final SeenIds seen = new SeenIds();
    private final TreeMap<String, double[]> named = new TreeMap<>();
    private long passed;
    private long failed;
    private long tests;
    private @Nullable String firstError;

    PromptfooColumn(JsonNode row, String key) {
        this.key = key;
        var given = row.path("provider");
        this.provider = given.isTextual() ? given.asText() : given.path("id").asText("unknown");
        var name = Nodes.text(given, "label");
        this.model = name == null ? provider : name;
        this.prompt = row.path("prompt").path("raw").asText("");
        var said = Nodes.text(row.path("prompt"), "label");
        this.label = said == null ? prompt : said;
    }

    static String key(JsonNode row) {
        var provider = row.path("provider");
        return row.path("promptIdx").asText("") + " " + row.path("promptId").asText("") + " "
                + (provider.isTextual()
                        ? provider.asText()
                        : provider.path("id").asText(""));
    }

    void add(JsonNode row) {
        var answer = new PromptfooRow(row);
        scores.add(answer.sample(seen, 0));
        var error = answer.error();
        if (error != null) {
            firstError = firstError == null ? error : firstError;
        } else if (answer.isPassed()) {
            passed++;
        } else {
            failed++;
        }
        // A sum, so that the order of the rows does not matter.
        tests += Long.parseUnsignedLong(
                Nodes.hash(row.path("vars") + "\n" + row.path("testCase").path("assert")), 16);
        Nodes.fields(row.path("namedScores")).forEach(score -> addNamed(score.getKey(), score.getValue()));
    }

    private void addNamed(String name, JsonNode value) {
        var score = Nodes.finite(value);
        if (score != null) {
            var sums = named.computeIfAbsent(name, _ -> new double[2]);
            sums[0] += score;
            sums[1]++;
        }
    }

    List<ParsedMetric> metrics() {
        var metrics = new ArrayList<ParsedMetric>();
        var judged = passed + failed;
        if (judged > 0) {
            var rate = (double) passed / judged;
            var error = Math.sqrt(rate * (1 - rate) / judged);
            metrics.add(Metrics.of(MetricType.ACCURACY, "pass_rate", rate, error, judged, true));
        }
        if (scores.isScored()) {
            metrics.add(scores.mean(MetricType.CUSTOM, SCORE, true));
        }
        metrics.addAll(scores.others());
        named.forEach(
                (name, sums) -> metrics.add(Metrics.named(name, sums[0] / sums[1], null, Math.round(sums[1]), null)));
        return metrics;
    }

    Outcome outcome() {
        return scores.isAllErrors() ? new Outcome(Outcome.Status.FAILED, firstError) : Outcome.completed();
    }

    List<String> notes() {
        return List.of("componentResults, gradingResult and metadata of the rows were left out");
    }

    boolean isScored() {
        return scores.isScored();
    }

    long rows() {
        return scores.samples();
    }

    String key() {
        return key;
    }

    String provider() {
        return provider;
    }

    String model() {
        return model;
    }

    String prompt() {
        return prompt;
    }

    String label() {
        return label;
    }

    /// Stands for all tests with their variables and assertions.
    String testSet() {
        return "%016x".formatted(tests);
    }
}
