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

        int windowSize,
        int baselineDays,
        int minDataPoints,
        SeverityThresholds severityThresholds,
        double alarmRate,
        @Nullable Double practicalFloor,

        @Schema(description = "Repeats that a suspected regression asks for before it is one")
        int confirmRuns,

        Instant createdAt,
        Instant updatedAt) {

    static ConfigView of(DetectionConfig config) {
        var settings = config.watch().settings();
        return new ConfigView(
                config.id(),
                config.version(),
                config.watch().method(),
                config.metricType(),
                config.metricName(),
                config.datasetName(),
                config.modelId(),
                settings.thresholdPercent(),
                ConfigRequest.knowsConfidence(config.watch().method()) ? settings.statisticalConfidence() : null,
                settings.windowSize(),
                settings.baselineDays(),
                settings.minDataPoints(),
                settings.severityThresholds(),
                settings.alarmRate(),
                settings.practicalFloor(),
                config.watch().confirmRuns(),
                config.createdAt(),
                config.updatedAt());
    }
}
