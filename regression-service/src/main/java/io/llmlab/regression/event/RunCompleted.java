package io.llmlab.regression.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.platform.trace.Cause;
import io.llmlab.platform.trace.Traced;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.series.Circumstances;
import io.llmlab.regression.series.DatasetRef;
import io.llmlab.regression.series.MeasuredRun;
import io.llmlab.regression.series.ModelRef;
import io.llmlab.regression.series.Reading;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A run has ended, as this service reads it.
@RegisterForReflection
record RunCompleted(
        long runId,
        Model model,
        Dataset dataset,
        String status,
        boolean measurable,
        @Nullable String source,
        @Nullable String requestId,
        @Nullable String batchId,
        Instant timestamp,
        @Nullable Instant receivedAt,
        @Nullable Map<String, String> labels,
        String stream,
        @Nullable JsonNode fingerprint,
        @Nullable JsonNode runConfig,
        @Nullable String modelResolved,
        @Nullable List<Metric> metrics,
        @Nullable List<String> itemKeys,
        @Nullable List<@Nullable Double> scores,
        @Nullable List<@Nullable String> itemClusters,
        @Nullable Boolean history,
        @Nullable Excluded excluded)
        implements Traced {

    @Override
    public String step() {
        return "detect";
    }

    @Override
    public Cause cause() {
        return MeasuredRun.cause(runId);
    }

    record Excluded(@Nullable String by, @Nullable String reason) {}

    record Model(
            long id, String name, String provider, @Nullable Map<String, String> labels) {}

    record Dataset(String name, @Nullable String version) {}

    record Metric(
            String metricType,
            String metricName,
            double value,
            @Nullable String unit,
            @Nullable Double stdError,
            @Nullable Integer sampleCount,
            @Nullable Boolean higherIsBetter) {

        Reading reading() {
            return new Reading(metricType, metricName, value, unit, stdError, sampleCount, higherIsBetter);
        }
    }

    RunCompleted {
        require(model, "model");
        require(dataset, "dataset");
        require(timestamp, "timestamp");
        require(stream, "stream");
    }

    /// A failed, cancelled or immeasurable run says nothing about the model.
    boolean isEvidence() {
        return status.equals("completed") && measurable;
    }

    ModelRef modelRef() {
        return ModelRef.of(model.id(), model.name(), model.provider(), model.labels());
    }

    MeasuredRun measuredRun() {
        return new MeasuredRun(
                runId,
                modelRef(),
                new DatasetRef(dataset.name(), dataset.version()),
                stream,
                timestamp,
                Objects.requireNonNullElse(receivedAt, timestamp),
                Boolean.TRUE.equals(history),
                excluded != null,
                Objects.requireNonNullElse(labels, Map.of()),
                Objects.requireNonNullElse(metrics, List.<Metric>of()).stream()
                        .map(Metric::reading)
                        .toList(),
                circumstances());
    }

    private Circumstances circumstances() {
        var parts = new Circumstances.Parts()
                .with("dataset_version", dataset.version())
                .with("source", source)
                .with("model_resolved", modelResolved)
                .with("fingerprint", fingerprint)
                .with("run_config", runConfig);
        Objects.requireNonNullElse(labels, Map.<String, String>of())
                .forEach((name, value) -> parts.with("labels." + name, value));
        return new Circumstances(
                Objects.requireNonNullElse(source, ""), requestId, batchId, presentOrNull(runConfig), parts.all());
    }

    private static @Nullable JsonNode presentOrNull(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node;
    }

    /// What it scored on each item; empty where that is not told.
    ItemScores items() {
        return itemKeys == null || scores == null ? ItemScores.NONE : ItemScores.of(itemKeys, scores, itemClusters);
    }

    private static void require(@Nullable Object value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("%s is missing".formatted(name));
        }
    }
}
