package io.llmlab.regression.dryrun;

import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.detect.replay.History;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.series.Point;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Stored runs of a series as a look at any of them saw them: with their times, so that a season is taken out, what
/// their samples say of the noise, and their items where these are kept.
///
/// @param points oldest first
/// @param items by run; those of runs whose value is another than their mean score are not used
record StoredHistory(List<Point> points, Map<Long, ItemScores> items, Family family) implements History {

    @Override
    public int runs() {
        return points.size();
    }

    @Override
    public Window window(List<Integer> normal, List<Integer> newest, int regressedFrom) {
        var regressed = newest.stream()
                .filter(run -> run >= regressedFrom)
                .map(run -> points.get(run).position().runId())
                .collect(Collectors.toSet());
        return new Stretch(points(normal), points(newest), regressed, null, null)
                .with(items)
                .window(family);
    }

    private List<Point> points(List<Integer> runs) {
        return runs.stream().map(points::get).toList();
    }
}
