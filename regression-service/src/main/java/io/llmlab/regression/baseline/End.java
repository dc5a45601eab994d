package io.llmlab.regression.baseline;

import io.llmlab.regression.detect.Window;
import io.llmlab.regression.series.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// How a series ends.
///
/// @param inOrder whether its runs stand in their order and all count the same: none is pinned, called normal or of
///     another stream, so that what one more run makes of it needs no reading
/// @param isBad whether a finding is open, so that the next run belongs to it too
record End(Stretch stretch, boolean inOrder, boolean isBad) {

    /// The end with one more run, of a series that is in order.
    ///
    /// @param newest behind all others
    End with(Point newest) {
        var recent = new ArrayList<>(stretch.recent());
        var baseline = stretch.baseline();
        recent.add(newest);
        if (recent.size() > Window.RECENT_RUNS) {
            baseline = baselineWith(recent.removeFirst());
        }
        return new End(new Stretch(baseline, List.copyOf(recent), regressedAmong(recent), null, null), true, isBad);
    }

    /// What belonged to a finding counts as no baseline later either.
    private List<Point> baselineWith(Point older) {
        if (isRegressed(older)) {
            return stretch.baseline();
        }
        var all = new ArrayList<>(stretch.baseline());
        all.add(older);
        return List.copyOf(all.subList(Math.max(0, all.size() - Window.BASELINE_RUNS), all.size()));
    }

    private HashSet<Long> regressedAmong(List<Point> recent) {
        var regressed = new HashSet<Long>();
        for (var point : recent.subList(0, recent.size() - 1)) {
            if (isRegressed(point)) {
                regressed.add(point.position().runId());
            }
        }
        if (isBad) {
            regressed.add(recent.getLast().position().runId());
        }
        return regressed;
    }

    private boolean isRegressed(Point point) {
        return stretch.regressed().contains(point.position().runId());
    }
}
