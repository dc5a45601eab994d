package io.llmlab.regression.compare;

import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.compare.ComparedRun.Value;
import io.llmlab.regression.power.BetweenRuns;
import io.llmlab.regression.series.MetricType;
import io.llmlab.regression.series.Point;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What the series of two runs say of how runs usually vary. The two runs themselves tell nothing of it:
/// whether they differ by more is what is asked.
///
/// @param ends by series; one without points is absent
/// @param compared the two runs
record OtherRuns(Map<Long, Stretch> ends, List<Long> compared) {

    /// Standard deviation of a value from run to run beyond the error of its samples; absent where that is not
    /// known.
    OptionalDouble spread(Value value) {
        return BetweenRuns.spread(MetricType.family(value.metricType()), normal(value.seriesId()), value.value());
    }

    private List<Point> normal(long seriesId) {
        var end = ends.get(seriesId);
        return end == null
                ? List.of()
                : end.normal().stream()
                        .filter(point -> !compared.contains(point.position().runId()))
                        .toList();
    }
}
