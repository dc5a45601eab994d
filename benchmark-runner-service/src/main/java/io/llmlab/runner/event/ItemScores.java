package io.llmlab.runner.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.llmlab.runner.dataset.ItemKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The scores of a run, item by item, for paired tests.
///
/// @param itemKeys 16 hex digits each
/// @param scores of the same length and order; null: no score
/// @param itemClusters of the same length and order, which items belong together: the same 16 hex digits for the same
///     cluster in each run; null in it: the item belongs to no others. Null and left out: none does
/// @param itemsOmitted the arrays are empty because they would be too large
public record ItemScores(
        List<String> itemKeys,
        List<@Nullable Double> scores,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<@Nullable String> itemClusters,
        boolean itemsOmitted) {

    private static final int MOST_ITEMS = 10_000;
    private static final int MOST_BYTES = 900_000;

    /// A key in quotes and a comma.
    private static final int KEY_BYTES = 19;

    /// A run without items.
    public static ItemScores none() {
        return new ItemScores(List.of(), List.of(), null, false);
    }

    /// Takes items one by one and keeps no more of them than an event may carry: 10,000 of 900 KB together.
    public static final class Collector {

        private final List<String> keys = new ArrayList<>();
        private final List<@Nullable Double> scores = new ArrayList<>();
        private final List<@Nullable String> clusters = new ArrayList<>();
        private long bytes;

        /// @param itemKey 16 hex digits
        /// @param score null: none
        /// @param cluster the name of what it has in common with others; null: nothing
        public void add(String itemKey, @Nullable Double score, @Nullable String cluster) {
            if (keys.size() <= MOST_ITEMS) {
                var clusterKey = cluster == null ? null : ItemKey.ofCluster(cluster);
                keys.add(itemKey);
                scores.add(score);
                clusters.add(clusterKey);
                bytes += KEY_BYTES + String.valueOf(score).length() + 1;
                bytes += clusterKey == null ? String.valueOf(clusterKey).length() + 1 : KEY_BYTES;
            }
        }

        /// What was taken; without content where it is too much for an event.
        public ItemScores items() {
            if (keys.size() > MOST_ITEMS || bytes > MOST_BYTES) {
                return new ItemScores(List.of(), List.of(), null, true);
            }
            var clustered = clusters.stream().anyMatch(Objects::nonNull);
            return new ItemScores(
                    List.copyOf(keys), new ArrayList<>(scores), clustered ? new ArrayList<>(clusters) : null, false);
        }
    }
}
