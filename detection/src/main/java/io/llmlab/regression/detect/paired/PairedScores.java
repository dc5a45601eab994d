package io.llmlab.regression.detect.paired;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Scores of the same items before and after, item by item.
///
/// @param before of each item: one run's score, or the mean of several runs'
/// @param after of each item; as long as `before`
/// @param groups which items belong together (questions on one text), as any numbers; items of one group are no
///     independent evidence. Each its own where nothing is known
@SuppressWarnings("ArrayRecordComponent")
public record PairedScores(double[] before, double[] after, int[] groups) {

    public PairedScores {
        if (before.length != after.length || before.length != groups.length) {
            throw new IllegalArgumentException("Each item has a score before, one after, and a group");
        }
    }

    /// Items that have nothing to do with each other.
    public static PairedScores of(double[] before, double[] after) {
        return new PairedScores(before, after, IntStream.range(0, before.length).toArray());
    }

    public int items() {
        return before.length;
    }

    /// Whether every score is right (1) or wrong (0).
    public boolean isBinary() {
        return DoubleStream.concat(Arrays.stream(before), Arrays.stream(after))
                .allMatch(score -> score == 0 || score == 1);
    }

    /// Whether each item is a group of its own.
    boolean isUngrouped() {
        return Arrays.stream(groups).distinct().count() == groups.length;
    }

    double[] differences() {
        return IntStream.range(0, items())
                .mapToDouble(item -> after[item] - before[item])
                .toArray();
    }

    /// Positions of the items that are lower after than before.
    public int[] lost() {
        return IntStream.range(0, items())
                .filter(item -> after[item] < before[item])
                .toArray();
    }

    /// Positions of the items that are higher after than before.
    public int[] gained() {
        return IntStream.range(0, items())
                .filter(item -> after[item] > before[item])
                .toArray();
    }
}
