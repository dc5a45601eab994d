package io.llmlab.regression.detect.paired;

import java.util.List;

/// What the newest run of a series scored item by item, and the runs that count as normal before it.
///
/// @param before newest first
public record ItemHistory(ItemScores newest, List<ItemScores> before) {

    /// So many runs at most tell what an item usually scores.
    public static final int BASELINE_RUNS = 5;

    public ItemHistory {
        before = List.copyOf(before);
    }

    /// The same with those runs alone that share enough items with the newest one.
    ItemHistory comparable() {
        return new ItemHistory(
                newest,
                before.stream()
                        .filter(run -> SharedItems.matched(run, newest) >= SharedItems.ENOUGH)
                        .limit(BASELINE_RUNS)
                        .toList());
    }
}
