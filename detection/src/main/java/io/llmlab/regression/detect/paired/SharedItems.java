package io.llmlab.regression.detect.paired;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/// The items that two runs have in common.
///
/// @param keys of the items
/// @param scores of each of them; as long as `keys`
/// @param onlyBefore how many items have a score before alone
/// @param onlyAfter how many items have a score after alone
@SuppressWarnings("ArrayRecordComponent")
public record SharedItems(long[] keys, PairedScores scores, int onlyBefore, int onlyAfter) {

    /// Above this share, what the items in common say stands for the whole run.
    public static final double ENOUGH = .8;

    public static SharedItems of(ItemScores before, ItemScores after) {
        var shared = IntStream.range(0, after.items())
                .filter(item -> before.find(after.keys()[item]) >= 0)
                .toArray();
        var keys = Arrays.stream(shared).mapToLong(item -> after.keys()[item]).toArray();
        var earlier = Arrays.stream(keys)
                .mapToDouble(key -> before.scores()[before.find(key)])
                .toArray();
        var later =
                Arrays.stream(shared).mapToDouble(item -> after.scores()[item]).toArray();
        return new SharedItems(
                keys,
                new PairedScores(earlier, later, groups(keys, after)),
                before.items() - keys.length,
                after.items() - keys.length);
    }

    /// The clusters of the later run, numbered from 0.
    private static int[] groups(long[] keys, ItemScores after) {
        var numbers = new HashMap<Long, Integer>();
        return Arrays.stream(keys)
                .mapToInt(key -> numbers.computeIfAbsent(after.clusterOf(key), _ -> numbers.size()))
                .toArray();
    }

    public int items() {
        return keys.length;
    }

    /// The share of the larger run's items that the other has too, 0 to 1.
    public double matched() {
        var larger = items() + Math.max(onlyBefore, onlyAfter);
        return larger == 0 ? 0 : (double) items() / larger;
    }

    /// The same of two runs, without telling which items they are.
    static double matched(ItemScores before, ItemScores after) {
        var larger = Math.max(before.items(), after.items());
        return larger == 0 ? 0 : (double) after.sharedWith(before) / larger;
    }

    /// Keys of the items that are lower after than before, those that fell most first.
    ///
    /// @param most at most so many
    public List<String> lost(int most) {
        return flipped(scores.lost(), most);
    }

    /// Keys of the items that are higher after than before, those that rose most first.
    ///
    /// @param most at most so many
    public List<String> gained(int most) {
        return flipped(scores.gained(), most);
    }

    private List<String> flipped(int[] items, int most) {
        var differences = scores.differences();
        return Arrays.stream(items)
                .boxed()
                .sorted(Comparator.comparingDouble(item -> -Math.abs(differences[item])))
                .limit(most)
                .map(item -> ItemScores.written(keys[item]))
                .toList();
    }
}
