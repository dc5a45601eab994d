package io.llmlab.regression.config;

import io.llmlab.regression.series.Series;
import java.util.List;

/// The configurations in force, and which of them watch a series: those for its dataset, and where it has none of its
/// own those for all datasets.
public record Watches(List<DetectionConfig> configs) {

    public List<Watch> of(Series series) {
        var ofMetric = configs.stream()
                .filter(config -> config.watchesMetricOf(series))
                .toList();
        var ofDataset = ofMetric.stream()
                .filter(config -> config.watchesDatasetOf(series))
                .toList();
        var chosen = ofDataset.isEmpty()
                ? ofMetric.stream().filter(DetectionConfig::watchesAllDatasets).toList()
                : ofDataset;
        return chosen.stream().map(DetectionConfig::watch).toList();
    }
}
