package io.llmlab.regression.config;

import io.llmlab.regression.series.Series;
import java.util.List;
import java.util.function.Predicate;

/// The configurations in force, and which of them watch a series: those for the metric by its name, else those for all
/// metrics of its type; of these the ones for its dataset, and where it has none of its own those for all datasets.
public record Watches(List<DetectionConfig> configs) {

    public List<Watch> of(Series series) {
        var ofSeries = configs.stream()
                .filter(config -> config.watchesMetricOf(series))
                .filter(config -> config.watchesAllDatasets() || config.watchesDatasetOf(series))
                .toList();
        var byName = narrowed(ofSeries, config -> !config.watchesAllNames());
        return narrowed(byName, config -> config.watchesDatasetOf(series)).stream()
                .map(DetectionConfig::watch)
                .toList();
    }

    private static List<DetectionConfig> narrowed(List<DetectionConfig> configs, Predicate<DetectionConfig> isSpecial) {
        var special = configs.stream().filter(isSpecial).toList();
        return special.isEmpty() ? configs : special;
    }
}
