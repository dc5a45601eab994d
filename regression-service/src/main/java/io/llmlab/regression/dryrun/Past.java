package io.llmlab.regression.dryrun;

import io.llmlab.regression.detect.Window;
import io.llmlab.regression.series.Point;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The stored runs of a series that a dry run goes through.
///
/// @param points oldest first; never more than [#MOST_STORED]
/// @param first index of the first one that is looked at: those before are there to be baseline
/// @param isCut whether older runs of the period are left out
record Past(List<Point> points, int first, boolean isCut) {

    static final int MOST_RUNS = 1000;

    /// What a look at the first run takes for normal.
    private static final int BASELINE_RUNS = Window.BASELINE_RUNS + Window.RECENT_RUNS;

    /// So many of the newest points are all it takes.
    static final int MOST_STORED = MOST_RUNS + BASELINE_RUNS;

    /// @param newest points of the series, oldest first
    static Past of(List<Point> newest, Instant since) {
        var before = (int) newest.stream()
                .filter(point -> point.position().at().isBefore(since))
                .count();
        var isCut = newest.size() - before > MOST_RUNS;
        var first = isCut ? newest.size() - MOST_RUNS : before;
        var from = Math.max(0, first - BASELINE_RUNS);
        return new Past(List.copyOf(newest.subList(from, newest.size())), first - from, isCut);
    }

    int looks() {
        return points.size() - first;
    }

    /// How many of the runs that are looked at are among these.
    int looksAmong(Set<Long> runs) {
        return (int) points.subList(first, points.size()).stream()
                .filter(point -> runs.contains(point.position().runId()))
                .count();
    }
}
