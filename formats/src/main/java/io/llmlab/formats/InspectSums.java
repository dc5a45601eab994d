package io.llmlab.formats;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the samples of a log say together: the metrics where the log has none, tokens, and the model that answered.
final class InspectSums {

    private final InspectScores scores;
    private final Tally tally = new Tally();
    private final SeenIds seen = new SeenIds();
    private @Nullable String resolvedModel;

    InspectSums(InspectLog log, InspectScores scores) {
        this.scores = scores;
        log.forEachSample(sample -> {
            var parsed = new InspectSample(sample, scores);
            tally.add(parsed.parsed(seen, 0));
            resolvedModel = resolvedModel == null ? parsed.answeringModel() : resolvedModel;
        });
    }

    @Nullable
    String resolvedModel() {
        return resolvedModel;
    }

    long count() {
        return tally.samples();
    }

    @Nullable
    String scoreMetric() {
        if (!tally.isScored()) {
            return null;
        }
        return metrics().stream()
                .map(ParsedMetric::name)
                .filter(name -> name.endsWith("accuracy") || name.endsWith("mean"))
                .findFirst()
                .orElse(null);
    }

    List<ParsedMetric> metrics() {
        var metrics = new ArrayList<>(scores.metrics());
        if (metrics.isEmpty() && tally.isScored()) {
            metrics.add(tally.mean(MetricType.ACCURACY, "accuracy", true));
        }
        metrics.addAll(tally.others());
        return metrics;
    }

    List<String> notes() {
        if (!scores.metrics().isEmpty()) {
            return List.of();
        }
        return List.of(
                tally.isScored()
                        ? "the log holds no metrics; accuracy was computed from its samples"
                        : "the log holds no scores, neither of the run nor of its samples");
    }
}
