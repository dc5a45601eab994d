package io.llmlab.alert.signal;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/// The newest values of a series, oldest first, up to those that broke a rule.
///
/// @param points at most [#MOST_POINTS]: the newest of those given
@RegisterForReflection(ignoreNested = false)
public record History(List<Point> points) {

    public static final int MOST_POINTS = 60;

    /// @param at the time of the run
    /// @param value in the metric's unit
    public record Point(Instant at, double value) {}

    public History {
        points = List.copyOf(points.subList(Math.max(0, points.size() - MOST_POINTS), points.size()));
    }
}
