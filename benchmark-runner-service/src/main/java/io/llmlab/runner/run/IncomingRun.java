package io.llmlab.runner.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.runner.model.ModelReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A finished run of another harness whose samples are read while they are stored.
///
/// @param timestamp the run's time, which orders its series
/// @param batchId the same for all runs of one file
/// @param parentRunId the run of the group whose part this one is, or null
/// @param metrics of the run as a whole; what they do not say is derived from the samples
/// @param scoreMetric name of the metric that is the mean of the samples' scores, or null
/// @param samples read once
public record IncomingRun(
        ModelReference model,
        String datasetName,
        @Nullable String datasetVersion,
        Instant timestamp,
        @Nullable Duration duration,
        RunStatus status,
        @Nullable String errorMessage,
        String source,
        String batchId,
        @Nullable Long parentRunId,
        Map<String, String> labels,
        JsonNode runConfig,
        Fingerprint fingerprint,
        List<NewMetric> metrics,
        @Nullable String scoreMetric,
        Samples samples) {

    /// Gives samples one after the other, on the caller's thread.
    @FunctionalInterface
    public interface Samples {
        void forEach(Consumer<SampleRow> consumer);
    }

    Instant completedAt() {
        return duration == null ? timestamp : timestamp.plus(duration);
    }

    @Nullable
    Double durationSeconds() {
        return duration == null ? null : duration.toMillis() / 1000.0;
    }

    /// With what its samples say beside its own metrics.
    Summary summary(SampleTally tally, double errorLimit) {
        var derived = tally.summary(errorLimit);
        var own = metrics.stream()
                .map(metric -> isOfScores(metric) && metric.stdError() == null
                        ? metric.withStdError(tally.scoreError())
                        : metric)
                .toList();
        // The samples' mean has a name already: a second one would be a second series of the same thing.
        var summary = own.stream().anyMatch(this::isOfScores) ? derived.withoutAccuracy() : derived;
        var complete = summary.with(own);
        return complete.accuracy() == null ? complete.withAccuracy(ownAccuracy(own)) : complete;
    }

    private boolean isOfScores(NewMetric metric) {
        return metric.metricName().equals(scoreMetric) && metric.metricType() == MetricType.ACCURACY;
    }

    /// The one of the scores, else the first by name.
    private @Nullable Double ownAccuracy(List<NewMetric> own) {
        NewMetric best = null;
        for (var metric : own) {
            if (metric.metricType() == MetricType.ACCURACY
                    && (best == null
                            || isOfScores(metric)
                            || (!isOfScores(best) && metric.metricName().compareTo(best.metricName()) < 0))) {
                best = metric;
            }
        }
        return best == null ? null : best.value();
    }
}
