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
            if (parsed.epoch() > 1) {
                scores.repeat();
            }
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
        return scores.mean() == null ? scores.nameOfMean() : scores.mean();
    }

    List<ParsedMetric> metrics() {
        var metrics = new ArrayList<>(scores.metrics());
        if (isMeanMissing()) {
            var name = scores.nameOfMean();
            metrics.add(tally.mean(Metrics.type(name), name, null));
        }
        metrics.addAll(tally.others());
        return metrics;
    }

    private boolean isMeanMissing() {
        return tally.isScored() && scores.mean() == null;
    }

    List<String> notes() {
        if (isMeanMissing()) {
            return List.of("the log holds no mean of its samples' scores; %s was computed from them"
                    .formatted(scores.nameOfMean()));
        }
        return scores.metrics().isEmpty()
                ? List.of("the log holds no scores, neither of the run nor of its samples")
                : List.of();
    }
}
