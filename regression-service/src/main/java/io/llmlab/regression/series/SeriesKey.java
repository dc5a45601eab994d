package io.llmlab.regression.series;

import org.jspecify.annotations.Nullable;

/// Names a series from outside.
///
/// @param stream null: whichever
public record SeriesKey(
        long modelId,
        String datasetName,
        String metricType,
        String metricName,
        @Nullable String stream) {

    /// In the words of an error message.
    public String describe() {
        var name = "%s/%s of model %d on %s".formatted(metricType, metricName, modelId, datasetName);
        return stream == null ? name : "%s in stream %s".formatted(name, stream);
    }
}
