package io.llmlab.platform.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How often something comes, by what was declared or by when it came so far, and so from when on it is silent.
public final class Rhythm {

    /// So many of the newest times tell it.
    public static final int NEWEST = 20;

    private static final int LEAST_TIMES = 5;
    private static final int TIMES_USUAL = 3;

    /// What came five times in ten minutes was tried out, or is one batch.
    private static final Duration LEAST = Duration.ofHours(1);

    private static final int TENTH = 10;

    private Rhythm() {}

    /// @param usual the interval between two times
    /// @param allowed how long after one the next one may come
    public record Pause(Duration usual, Duration allowed) {}

    /// Who says that it comes each day may come a little later: a tenth of the interval.
    ///
    /// @param interval after which the next one is due
    /// @param grace the least that it may be late
    public static Pause declared(Duration interval, Duration grace) {
        return new Pause(interval, interval.plus(longer(interval.dividedBy(TENTH), grace)));
    }

    /// By the median of the intervals. Allowed is three times that, or the longest pause there was, where
    /// that is longer, and an hour at least. Empty before the fifth time.
    ///
    /// @param times in any order
    public static Optional<Pause> of(List<Instant> times) {
        if (times.size() < LEAST_TIMES) {
            return Optional.empty();
        }
        var intervals = intervals(times.stream().sorted().toList());
        var usual = intervals.get((intervals.size() - 1) / 2);
        var longest = intervals.getLast();
        return Optional.of(new Pause(usual, longer(longer(usual.multipliedBy(TIMES_USUAL), longest), LEAST)));
    }

    private static List<Duration> intervals(List<Instant> times) {
        var intervals = new ArrayList<Duration>();
        for (var next = 1; next < times.size(); next++) {
            intervals.add(Duration.between(times.get(next - 1), times.get(next)));
        }
        return intervals.stream().sorted().toList();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
