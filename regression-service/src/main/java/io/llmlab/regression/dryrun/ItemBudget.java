package io.llmlab.regression.dryrun;

import io.llmlab.regression.series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What comparing the items of runs costs, of which each run may have thousands.
final class ItemBudget {

    /// Of one series at a time, for the sake of the heap: an item of a run takes two dozen bytes.
    static final int MOST_ITEMS = 500_000;

    /// A look at so many items takes as long as one at the values of runs.
    private static final int ITEMS_A_LOOK = 200;

    /// Where a run does not say how many samples it rests on.
    private static final int USUAL_ITEMS = 1_000;

    private ItemBudget() {}

    /// The runs whose items are compared: the newest that fit.
    ///
    /// @param points oldest first
    /// @param kept runs whose items are kept
    /// @return newest first
    static List<Long> taken(List<Point> points, Set<Long> kept) {
        var taken = new ArrayList<Long>();
        var items = 0;
        for (var point : points.reversed()) {
            if (kept.contains(point.position().runId())) {
                items += items(point);
                if (items > MOST_ITEMS) {
                    return taken;
                }
                taken.add(point.position().runId());
            }
        }
        return taken;
    }

    /// In looks, beside those at the values.
    static int cost(List<Point> points, List<Long> taken) {
        var runs = Set.copyOf(taken);
        return points.stream()
                .filter(point -> runs.contains(point.position().runId()))
                .mapToInt(point -> 1 + items(point) / ITEMS_A_LOOK)
                .sum();
    }

    private static int items(Point point) {
        return Objects.requireNonNullElse(point.sampleCount(), USUAL_ITEMS);
    }
}
