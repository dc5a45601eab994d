package io.llmlab.runner.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The scores of a run, item by item, for paired tests.
///
/// @param itemKeys 16 hex digits each
/// @param scores of the same length and order; null: no score
/// @param itemsOmitted the arrays are empty because they would be too large
public record ItemScores(List<String> itemKeys, List<@Nullable Double> scores, boolean itemsOmitted) {

    private static final int MOST_ITEMS = 10_000;
    private static final int MOST_BYTES = 900_000;

    /// A key in quotes and a comma.
    private static final int KEY_BYTES = 19;

    /// A run without items.
    public static ItemScores none() {
        return new ItemScores(List.of(), List.of(), false);
    }

    /// Both arrays; without content above 10,000 items or 900 KB.
    public static ItemScores of(List<String> itemKeys, List<@Nullable Double> scores) {
        return itemKeys.size() > MOST_ITEMS || bytes(scores) > MOST_BYTES
                ? new ItemScores(List.of(), List.of(), true)
                : new ItemScores(List.copyOf(itemKeys), new ArrayList<>(scores), false);
    }

    private static long bytes(List<@Nullable Double> scores) {
        return scores.stream()
                .mapToLong(score -> KEY_BYTES + String.valueOf(score).length() + 1)
                .sum();
    }

    /// Takes items one by one and keeps no more of them than an event may carry.
    public static final class Collector {

        private final List<String> keys = new ArrayList<>();
        private final List<@Nullable Double> scores = new ArrayList<>();

        public void add(String itemKey, @Nullable Double score) {
            if (keys.size() <= MOST_ITEMS) {
                keys.add(itemKey);
                scores.add(score);
            }
        }

        public ItemScores items() {
            return of(keys, scores);
        }
    }
}
