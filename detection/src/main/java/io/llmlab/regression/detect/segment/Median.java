package io.llmlab.regression.detect.segment;

/// The middle of some numbers, found without sorting them: a segmentation asks for two dozen medians.
///
/// Source: C. A. R. Hoare, "Algorithm 65: Find", Communications of the ACM 4 (1961), with N. Wirth's loop.
final class Median {

    private Median() {}

    /// @param values one or more, all finite; left as they are
    /// @return of an even number the mean of the two in the middle
    static double of(double[] values) {
        var parted = values.clone();
        var middle = parted.length / 2;
        part(parted, middle);
        return parted.length % 2 == 1 ? parted[middle] : .5 * (largest(parted, middle) + parted[middle]);
    }

    /// Moves values until no larger one lies before the place and no smaller one behind it.
    private static void part(double[] values, int place) {
        var low = 0;
        var high = values.length - 1;
        while (low < high) {
            var pivot = values[place];
            var left = low;
            var right = high;
            while (left <= right) {
                while (values[left] < pivot) {
                    left++;
                }
                while (pivot < values[right]) {
                    right--;
                }
                if (left <= right) {
                    var moved = values[left];
                    values[left++] = values[right];
                    values[right--] = moved;
                }
            }
            if (right < place) {
                low = left;
            }
            if (place < left) {
                high = right;
            }
        }
    }

    private static double largest(double[] values, int until) {
        var largest = values[0];
        for (int i = 1; i < until; i++) {
            largest = Math.max(largest, values[i]);
        }
        return largest;
    }
}
