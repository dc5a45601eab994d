package io.llmlab.regression.trend;

import io.llmlab.regression.series.Series;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Names the series of one model: `<type>_<name>`, with `@<dataset>` appended where the model has several datasets, and
/// `#<stream>` to all streams of a metric but the most recently used one.
final class TrendKeys {

    private final boolean severalDatasets;
    private final Map<List<String>, String> newestStreams = new HashMap<>();

    private TrendKeys(boolean severalDatasets) {
        this.severalDatasets = severalDatasets;
    }

    /// @param series of one model, of each metric and dataset the most recently used stream first
    static TrendKeys of(List<Series> series) {
        var keys = new TrendKeys(
                series.stream().map(Series::datasetName).distinct().count() > 1);
        series.forEach(one -> keys.newestStreams.putIfAbsent(metricOf(one), one.stream()));
        return keys;
    }

    String keyOf(Series series) {
        var metric = "%s_%s".formatted(series.metricType(), series.metricName());
        var dataset = severalDatasets ? "@" + series.datasetName() : "";
        var newest = series.stream().equals(newestStreams.get(metricOf(series)));
        return metric + dataset + (newest ? "" : "#" + series.stream());
    }

    private static List<String> metricOf(Series series) {
        return List.of(series.metricType(), series.metricName(), series.datasetName());
    }
}
