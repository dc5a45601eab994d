package io.llmlab.bench.report;

import java.util.Arrays;
import java.util.stream.IntStream;

/// How long things took, those that never came included.
///
/// @param sorted milliseconds in ascending order; infinite for what never came
public record Latencies(double[] sorted) {

    /// @param due when each was to begin, as [System#nanoTime] counts
    /// @param came when each was over; 0: never
    public static Latencies between(long[] due, long[] came) {
        return of(IntStream.range(0, due.length)
                .mapToDouble(at -> came[at] == 0 ? Double.POSITIVE_INFINITY : (came[at] - due[at]) / 1e6)
                .toArray());
    }

    public static Latencies of(double[] millis) {
        var sorted = millis.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    /// By nearest rank.
    public double percentile(double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /// Of those that came, in percent.
    public double came() {
        return 100.0 * Arrays.stream(sorted).filter(Double::isFinite).count() / sorted.length;
    }
}
