package io.llmlab.regression.detect.paired;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one run scored on each of its items. An item without a score (its request failed) is no part of it.
///
/// @param keys of the items, each once, ascending
/// @param scores of each item; as long as `keys`
/// @param clusters which items belong together (questions on one text), as any numbers; as long as `keys`, or
///     empty where nothing is known. An item that belongs to no others has a number of its own
@SuppressWarnings("ArrayRecordComponent")
public record ItemScores(long[] keys, double[] scores, long[] clusters) {

    public static final ItemScores NONE = new ItemScores(new long[0], new double[0]);

    private static final int HEXADECIMAL = 16;

    public ItemScores {
        if (keys.length != scores.length) {
            throw new IllegalArgumentException("Each item has a score");
        }
        if (clusters.length != 0 && clusters.length != keys.length) {
            throw new IllegalArgumentException("Each item has a cluster, or none has");
        }
        for (var item = 1; item < keys.length; item++) {
            if (keys[item - 1] >= keys[item]) {
                throw new IllegalArgumentException("Items are ascending, each once");
            }
        }
    }

    /// Items of which nobody knows which belong together.
    public ItemScores(long[] keys, double[] scores) {
        this(keys, scores, new long[0]);
    }

    private record Asked(double sum, int times, long cluster) {

        Asked plus(Asked other) {
            return new Asked(sum + other.sum, times + other.times, cluster);
        }
    }

    /// As events tell them, where nobody knows which items belong together.
    ///
    /// @param keys 16 hexadecimal digits each
    /// @param scores null where there is none; as long as `keys`
    /// @throws IllegalArgumentException if a key is no such number, or a list is longer than the other
    public static ItemScores of(List<String> keys, List<@Nullable Double> scores) {
        return of(keys, scores, null);
    }

    /// As events tell them. An item that was asked several times has the mean of its scores, and the cluster it was
    /// first said to belong to.
    ///
    /// @param keys 16 hexadecimal digits each
    /// @param scores null where there is none; as long as `keys`
    /// @param clusters 16 hexadecimal digits each, null where an item belongs to no others; as long as `keys`. Null
    ///     where nothing is known
    /// @throws IllegalArgumentException if a key is no such number, or a list is longer than another
    public static ItemScores of(
            List<String> keys, List<@Nullable Double> scores, @Nullable List<@Nullable String> clusters) {
        requireAsMany(keys, scores, "scores");
        if (clusters != null) {
            requireAsMany(keys, clusters, "item_clusters");
        }
        var asked = new TreeMap<Long, Asked>();
        for (var item = 0; item < keys.size(); item++) {
            var score = scores.get(item);
            if (score != null && Double.isFinite(score.floatValue())) {
                var key = number(keys.get(item));
                var cluster = clusters == null ? null : clusters.get(item);
                asked.merge(key, new Asked(score, 1, cluster == null ? key : number(cluster)), Asked::plus);
            }
        }
        return new ItemScores(
                asked.keySet().stream().mapToLong(Long::longValue).toArray(),
                asked.values().stream().mapToDouble(one -> one.sum / one.times).toArray(),
                clusters == null
                        ? new long[0]
                        : asked.values().stream().mapToLong(Asked::cluster).toArray());
    }

    private static void requireAsMany(List<String> keys, List<?> others, String name) {
        if (keys.size() != others.size()) {
            throw new IllegalArgumentException(
                    "There are %d item_keys and %d %s".formatted(keys.size(), others.size(), name));
        }
    }

    private static long number(String digits) {
        return Long.parseUnsignedLong(digits, HEXADECIMAL);
    }

    public int items() {
        return keys.length;
    }

    public boolean isEmpty() {
        return keys.length == 0;
    }

    /// The mean score; 0 without items.
    public double mean() {
        return Arrays.stream(scores).average().orElse(0);
    }

    /// Whether any two items belong together.
    boolean isClustered() {
        return Arrays.stream(clusters).distinct().count() < clusters.length;
    }

    /// What an item belongs to; itself where that is not known.
    ///
    /// @param key of one of these
    long clusterOf(long key) {
        return clusters.length == 0 ? key : clusters[find(key)];
    }

    /// The scores of these items; not a number where there is none.
    ///
    /// @param asked ascending
    double[] scoresOf(long[] asked) {
        if (Arrays.equals(keys, asked)) {
            return scores;
        }
        var mine = new Ascending(this);
        return Arrays.stream(asked)
                .mapToDouble(key -> mine.has(key) ? mine.score() : Double.NaN)
                .toArray();
    }

    /// How many of its items the other has too: mostly all, since runs ask for the same items.
    int sharedWith(ItemScores other) {
        if (Arrays.equals(keys, other.keys)) {
            return keys.length;
        }
        var theirs = new Ascending(other);
        var shared = 0;
        for (var key : keys) {
            shared += theirs.has(key) ? 1 : 0;
        }
        return shared;
    }

    /// Position of an item, negative where it is none of these.
    int find(long key) {
        return Arrays.binarySearch(keys, key);
    }

    /// An item's key, as events write it.
    static String written(long key) {
        return HexFormat.of().toHexDigits(key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ItemScores(var otherKeys, var otherScores, var otherClusters)
                && Arrays.equals(keys, otherKeys)
                && Arrays.equals(scores, otherScores)
                && Arrays.equals(clusters, otherClusters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(keys), Arrays.hashCode(scores), Arrays.hashCode(clusters));
    }

    @Override
    public String toString() {
        return "%d items".formatted(keys.length);
    }
}
