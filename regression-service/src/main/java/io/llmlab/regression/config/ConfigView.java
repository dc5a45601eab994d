package io.llmlab.regression.config;

import io.llmlab.regression.detect.SeverityThresholds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stored configuration.
public record ConfigView(
        long id,
        String method,
        String metricType,
        String metricName,
        @Nullable String datasetName,
        @Nullable Double thresholdPercent,
        double statisticalConfidence,
        int windowSize,
        int baselineDays,
        int minDataPoints,
        SeverityThresholds severityThresholds,
        double alarmRate,
        @Nullable Double practicalFloor,
        Instant createdAt,
        Instant updatedAt) {

    static ConfigView of(DetectionConfig config) {
        var settings = config.watch().settings();
        return new ConfigView(
                config.id(),
                config.watch().method(),
                config.metricType(),
                config.metricName(),
                config.datasetName(),
                settings.thresholdPercent(),
                settings.statisticalConfidence(),
                settings.windowSize(),
                settings.baselineDays(),
                settings.minDataPoints(),
                settings.severityThresholds(),
                settings.alarmRate(),
                settings.practicalFloor(),
                config.createdAt(),
                config.updatedAt());
    }
}
