package io.llmlab.regression.config;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import io.llmlab.regression.series.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The configurations in force, and which of them watch a series. Of those that fit it the most special ones win, and
/// all others are as if they were not there: those for its model, then those for its dataset, then those for its metric
/// by name, then those for all metrics of its type.
public record Watches(List<DetectionConfig> configs) {

    /// Those of a single request, which are stored nowhere.
    public static Watches of(List<ConfigRequest> requests, Instant at) {
        var errors = new ArrayList<FieldError>();
        var configs = new ArrayList<DetectionConfig>();
        for (var index = 0; index < requests.size(); index++) {
            var place = "/configs/" + index;
            var request = requests.get(index);
            var problems = request == null
                    ? List.of(FieldError.inBody(place, "must be a configuration, not null"))
                    : request.problems(place);
            errors.addAll(problems);
            if (request != null && problems.isEmpty()) {
                configs.add(DetectionConfig.of(request, at));
            }
        }
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
        return new Watches(configs);
    }

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
