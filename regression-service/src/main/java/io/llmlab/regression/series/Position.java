package io.llmlab.regression.series;

import java.time.Instant;
import java.util.Comparator;

/// A place in the order of a series: the run's time, then its id.
public record Position(Instant at, long runId) implements Comparable<Position> {

    /// No run is so old.
    static final Position BEFORE_ALL = new Position(Instant.parse("0001-01-01T00:00:00Z"), 0);

    private static final Comparator<Position> ORDER =
            Comparator.comparing(Position::at).thenComparingLong(Position::runId);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
