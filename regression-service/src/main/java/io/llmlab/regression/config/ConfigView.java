package io.llmlab.regression.config;

import io.llmlab.regression.detect.SeverityThresholds;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A stored configuration.
public record ConfigView(
        long id,

        @Schema(description = "1, and one more with each change; results and findings name it")
        int version,

        String method,
        String metricType,
        String metricName,
        @Nullable String datasetName,

        @Schema(description = "The model it is for; null: all models that have no configuration of their own") @Nullable
        Long modelId,

        @Nullable Double thresholdPercent,

        @Schema(description = "Of the original's five methods; null: the method has an alarm_rate instead") @Nullable
        Double statisticalConfidence,

        @Schema(description = "Of the original's five methods; null: the method has no use for it") @Nullable
        Integer windowSize,

        @Schema(description = "Of the original's five methods; null: the method has no use for it") @Nullable
        Integer baselineDays,

        int minDataPoints,
        SeverityThresholds severityThresholds,

        @Schema(description = "null: the method is one of the original's five and has a statistical_confidence")
        @Nullable
        Double alarmRate,

        @Nullable Double practicalFloor,

        @Schema(description = "Repeats that a suspected regression asks for before it is one")
        int confirmRuns,

        Instant createdAt,
        Instant updatedAt) {

    static ConfigView of(DetectionConfig config) {
        var settings = config.watch().settings();
        var isOfTheOriginal = Knobs.isOfTheOriginal(config.watch().method());
        return new ConfigView(
                config.id(),
                config.version(),
                config.watch().method(),
                config.metricType(),
                config.metricName(),
                config.datasetName(),
                config.modelId(),
                isOfTheOriginal ? settings.thresholdPercent() : null,
                isOfTheOriginal ? settings.statisticalConfidence() : null,
                isOfTheOriginal ? settings.windowSize() : null,
                isOfTheOriginal ? settings.baselineDays() : null,
                settings.minDataPoints(),
                settings.severityThresholds(),
                isOfTheOriginal ? null : settings.alarmRate(),
                isOfTheOriginal ? null : settings.practicalFloor(),
                config.watch().confirmRuns(),
                config.createdAt(),
                config.updatedAt());
    }
}
