package io.llmlab.regression.config;

import io.llmlab.regression.series.Series;
import java.util.List;
import java.util.function.Predicate;

/// The configurations in force, and which of them watch a series. Of those that fit it the most special ones win, and
/// all others are as if they were not there: those for its model, then those for its dataset, then those for its metric
/// by name, then those for all metrics of its type.
public record Watches(List<DetectionConfig> configs) {

    public List<Watch> of(Series series) {
        var ofSeries = configs.stream()
                .filter(config -> config.watchesMetricOf(series))
                .filter(config -> config.watchesAllDatasets() || config.watchesDatasetOf(series))
                .filter(config -> config.watchesAllModels() || config.watchesModelOf(series))
                .toList();
        var byModel = narrowed(ofSeries, config -> config.watchesModelOf(series));
        var byDataset = narrowed(byModel, config -> config.watchesDatasetOf(series));
        return narrowed(byDataset, config -> !config.watchesAllNames()).stream()
                .map(DetectionConfig::watch)
                .toList();
    }

    private static List<DetectionConfig> narrowed(List<DetectionConfig> configs, Predicate<DetectionConfig> isSpecial) {
        var special = configs.stream().filter(isSpecial).toList();
        return special.isEmpty() ? configs : special;
    }
}
