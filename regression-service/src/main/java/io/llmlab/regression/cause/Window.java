package io.llmlab.regression.cause;

import io.llmlab.regression.series.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What counts as the same time: from a day before the last good run to a day after the latest onset. Series that are
/// measured less than once a day get as much as lies between these two runs instead of the day, two weeks at most.
///
/// @param middle between the last good run and the first bad one: what was measured from here on, and is no worse, was
///     measured more likely after whatever happened than before it
record Window(Instant from, Instant middle, Instant until) {

    private static final Duration LEAST = Duration.ofDays(1);
    private static final Duration MOST = Duration.ofDays(14);

    static Window around(Onset onset) {
        var lastGood = onset.lastGood();
        var begin = lastGood == null ? onset.earliest() : earlier(lastGood, onset.earliest());
        var gap = Duration.between(begin.at(), onset.latest().at());
        var slack = Collections.max(List.of(LEAST, Collections.min(List.of(gap, MOST))));
        return new Window(
                begin.at().minus(slack),
                middle(lastGood, onset),
                onset.latest().at().plus(slack));
    }

    private static Instant middle(@Nullable Position lastGood, Onset onset) {
        var first = onset.at().at();
        return lastGood == null
                ? first
                : first.minus(Duration.between(lastGood.at(), first).dividedBy(2));
    }

    private static Position earlier(Position one, Position other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
