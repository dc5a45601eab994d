package io.llmlab.alert.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How often a series that declares nothing comes, by its runs so far.
final class Rhythm {

    private static final int LEAST_RUNS = 5;
    private static final int TIMES_USUAL = 3;

    /// What came five times in ten minutes was tried out, or is one batch.
    private static final Duration LEAST = Duration.ofHours(1);

    private Rhythm() {}

    /// @param usual the median of the intervals
    /// @param allowed three times that, or the longest pause there was, where that is longer
    record Pause(Duration usual, Duration allowed) {}

    /// Empty before the fifth run.
    ///
    /// @param times of the runs, in any order
    static Optional<Pause> of(List<Instant> times) {
        if (times.size() < LEAST_RUNS) {
            return Optional.empty();
        }
        var intervals = intervals(times.stream().sorted().toList());
        var usual = intervals.get((intervals.size() - 1) / 2);
        var longest = intervals.getLast();
        return Optional.of(new Pause(usual, longer(longer(usual.multipliedBy(TIMES_USUAL), longest), LEAST)));
    }

    private static List<Duration> intervals(List<Instant> times) {
        var intervals = new ArrayList<Duration>();
        for (var run = 1; run < times.size(); run++) {
            intervals.add(Duration.between(times.get(run - 1), times.get(run)));
        }
        return intervals.stream().sorted().toList();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
