package io.llmlab.runner.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmlab.platform.outbox.OutboxEvent;
import io.llmlab.platform.trace.Cause;
import io.llmlab.runner.event.ItemScores;
import io.llmlab.runner.event.RunChanged;
import io.llmlab.runner.event.RunCompleted;
import io.llmlab.runner.model.ModelReference;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Tells of runs as the contract wants it.
public final class RunEvents {

    private static final Fingerprint UNKNOWN = Fingerprint.of(JsonNodeFactory.instance.objectNode());

    /// Beside ten thousand items an event has room for no more.
    private static final int LONGEST_CONFIG = 20_000;

    private RunEvents() {}

    /// What is told because of a run.
    public static Cause cause(long runId) {
        return new Cause("llmlab.run.id", runId);
    }

    public static OutboxEvent changed(RunView run, ModelReference model, Instant at) {
        return OutboxEvent.of(
                "run-changed",
                model.id(),
                new RunChanged(
                        run.id(),
                        model,
                        run.datasetName(),
                        wire(run.status()),
                        wire(run.triggerType()),
                        run.scheduledJobId(),
                        run.timestamp(),
                        at,
                        run.progress().done(),
                        run.progress().total(),
                        run.errorCount()));
    }

    /// @param requestId of the event that asked for the run, or null
    /// @param metrics of the run as a whole; others are left out
    /// @param at when the result was stored
    public static OutboxEvent completed(
            RunView run,
            @Nullable String requestId,
            ModelReference model,
            List<NewMetric> metrics,
            ItemScores items,
            Instant at) {
        return completed(run, requestId, model, metrics, items, at, false);
    }

    /// @param history whether nobody is to be woken for it, however young it is
    static OutboxEvent completed(
            RunView run,
            @Nullable String requestId,
            ModelReference model,
            List<NewMetric> metrics,
            ItemScores items,
            Instant at,
            boolean history) {
        var event = OutboxEvent.of(
                "run-completed",
                model.id(),
                new RunCompleted(
                        run.id(),
                        model,
                        new RunCompleted.Dataset(run.datasetName(), run.datasetVersion()),
                        wire(run.status()),
                        run.measurable(),
                        wire(run.triggerType()),
                        run.source(),
                        requestId,
                        run.timestamp(),
                        at,
                        run.completedAt(),
                        run.durationSeconds(),
                        run.errorMessage(),
                        run.sampleCount(),
                        run.errorCount(),
                        run.totalTokensInput(),
                        run.totalTokensOutput(),
                        run.totalCost(),
                        judgeCost(metrics),
                        run.scheduledJobId(),
                        run.batchId(),
                        run.expectedInterval(),
                        run.labels(),
                        stream(run),
                        parts(run),
                        config(run),
                        run.modelResolved(),
                        metrics.stream()
                                .filter(metric -> metric.sampleId() == null)
                                .map(NewMetric::announced)
                                .toList(),
                        items,
                        history,
                        excluded(run)));
        return event.because(cause(run.id()));
    }

    private static @Nullable Double judgeCost(List<NewMetric> metrics) {
        return metrics.stream()
                .filter(JudgeTally::isCost)
                .map(NewMetric::value)
                .findFirst()
                .orElse(null);
    }

    private static RunCompleted.@Nullable Excluded excluded(RunView run) {
        var excluded = run.excluded();
        return excluded == null ? null : new RunCompleted.Excluded(excluded.by(), excluded.reason(), excluded.at());
    }

    private static String stream(RunView run) {
        return run.stream() == null ? UNKNOWN.stream() : run.stream();
    }

    private static JsonNode parts(RunView run) {
        return run.fingerprint() == null ? UNKNOWN.parts() : run.fingerprint();
    }

    private static @Nullable JsonNode config(RunView run) {
        var config = run.runConfig();
        return config == null || config.toString().length() > LONGEST_CONFIG ? null : config;
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
