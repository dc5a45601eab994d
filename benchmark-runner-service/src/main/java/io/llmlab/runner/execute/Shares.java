package io.llmlab.runner.execute;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Divides places among groups in proportion to their sizes, by the method of largest remainders (Hamilton 1792): each
/// gets the whole part of its quota, and those with the largest fractions one more.
final class Shares {

    private Shares() {}

    /// Of equal remainders the larger group's comes first, then the one named first.
    ///
    /// @param sizes of the groups
    /// @param places at most the sum of the sizes
    /// @return places of each group, at most its size; their sum is `places`
    static int[] of(int[] sizes, int places) {
        var total = Arrays.stream(sizes).asLongStream().sum();
        if (places > total) {
            throw new IllegalArgumentException("There are more places than members");
        }
        var shares = new int[sizes.length];
        var remainders = new long[sizes.length];
        for (var group = 0; group < sizes.length; group++) {
            var quota = (long) sizes[group] * places;
            shares[group] = (int) (quota / total);
            remainders[group] = quota % total;
        }
        IntStream.range(0, sizes.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(group -> remainders[group])
                        .thenComparingInt(group -> sizes[group])
                        .reversed())
                .limit(places - Arrays.stream(shares).sum())
                .forEach(group -> shares[group]++);
        return shares;
    }
}
