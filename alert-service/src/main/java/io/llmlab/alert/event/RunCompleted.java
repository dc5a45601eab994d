package io.llmlab.alert.event;

import io.llmlab.alert.recent.RecentRun;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.RunFailed;
import io.llmlab.alert.signal.Signal.SamplesFailed;
import io.llmlab.alert.signal.Subject;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run has ended, or was excluded or included again since (benchmark-runner-service, contract/run-completed.v1).
@RegisterForReflection(ignoreNested = false)
record RunCompleted(
        long runId,
        Model model,
        Dataset dataset,
        String status,
        @Nullable String errorMessage,
        long sampleCount,
        long errorCount,
        Instant timestamp,
        Instant receivedAt,
        Map<String, String> labels,
        @Nullable Boolean history,
        @Nullable Excluded excluded) {

    /// A run that is older than this when it arrives is history: nobody is told of it. Nor of what the runner calls so.
    private static final Duration HISTORY = Duration.ofHours(24);

    record Dataset(String name) {}

    record Excluded(String by, String reason) {}

    boolean isBackfill() {
        return Boolean.TRUE.equals(history)
                || Duration.between(timestamp, receivedAt).compareTo(HISTORY) > 0;
    }

    RecentRun recent() {
        return new RecentRun(runId, model.id(), dataset.name(), timestamp, status, excluded != null);
    }

    /// A failed run is said once, as such; the samples of one that ended are counted.
    ///
    /// @param failures how many runs of the model on the data set have failed in a row
    List<Signal> signals(int failures) {
        var subject = new Subject(runId, model, dataset.name(), labels);
        return switch (status) {
            case "failed" -> List.of(new RunFailed(subject, errorMessage, Math.max(1, failures)));
            case "completed" -> List.of(new SamplesFailed(subject, errorCount, sampleCount));
            default -> List.of();
        };
    }
}
