package io.llmlab.regression.series;

import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.scale.Family;
import org.jspecify.annotations.Nullable;

/// One metric of one model on one dataset, measured the same way all the time.
///
/// @param stream fingerprint of all that changes the meaning of a value; given by the runner
/// @param higherIsBetter null: no direction
public record Series(
        long id,
        long modelId,
        String datasetName,
        String metricType,
        String metricName,
        String stream,
        @Nullable String unit,
        @Nullable Boolean higherIsBetter) {

    /// Whether its values may be the means of what the runs scored on their items: by its name alone nobody can tell,
    /// for each harness calls the mean score as it likes (`acc`, `exact_match`).
    public boolean mayBeMeanScore() {
        return metricType.equals(MetricType.ACCURACY.wireName());
    }

    public Family family() {
        return MetricType.family(metricType);
    }

    public Direction direction() {
        return Direction.of(higherIsBetter);
    }
}
