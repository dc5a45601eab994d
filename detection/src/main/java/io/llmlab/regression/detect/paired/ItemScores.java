package io.llmlab.regression.detect.paired;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
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

    private record Asked(double sum, int times) {

        Asked plus(Asked other) {
            return new Asked(sum + other.sum, times + other.times);
        }
    }

    /// As events tell them. An item that was asked several times has the mean of its scores.
    ///
    /// @param keys 16 hexadecimal digits each
    /// @param scores null where there is none; as long as `keys`
    /// @throws IllegalArgumentException if a key is no such number, or a list is longer than the other
    public static ItemScores of(List<String> keys, List<@Nullable Double> scores) {
        if (keys.size() != scores.size()) {
            throw new IllegalArgumentException(
                    "There are %d item_keys and %d scores".formatted(keys.size(), scores.size()));
        }
        var asked = new TreeMap<Long, Asked>();
        for (var item = 0; item < keys.size(); item++) {
            var score = scores.get(item);
            if (score != null && Double.isFinite(score.floatValue())) {
                asked.merge(Long.parseUnsignedLong(keys.get(item), HEXADECIMAL), new Asked(score, 1), Asked::plus);
            }
        }
        return new ItemScores(
                asked.keySet().stream().mapToLong(Long::longValue).toArray(),
                asked.values().stream().mapToDouble(one -> one.sum / one.times).toArray());
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

    /// What an item scored; empty where it is none of these.
    OptionalDouble scoreOf(long key) {
        var item = find(key);
        return item < 0 ? OptionalDouble.empty() : OptionalDouble.of(scores[item]);
    }

    /// Position of an item, negative where it is none of these.
    int find(long key) {
        return Arrays.binarySearch(keys, key);
    }

    /// An item's key, as events write it.
    static String written(long key) {
        return "%016x".formatted(key);
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
