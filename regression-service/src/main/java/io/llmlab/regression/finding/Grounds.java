package io.llmlab.regression.finding;

import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.detect.Measurement;
import io.llmlab.regression.series.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Names the runs that a measurement took for normal: methods see numbers, and say how many of them they
/// compared.
final class Grounds {

    private Grounds() {}

    /// Runs by their place among those that a method saw.
    ///
    /// @param until the first one that is no part of it
    private record Span(int from, int until) {}

    /// The same with the oldest and the newest run of its baseline among the details. Methods that compare no
    /// runs with others (a drift, the same items) have none.
    static Measurement named(Measurement measured, Stretch stretch) {
        return baseline(measured, stretch)
                .filter(span -> span.from() >= 0 && span.from() < span.until())
                .map(span -> named(measured, stretch, span))
                .orElse(measured);
    }

    private static Measurement named(Measurement measured, Stretch stretch, Span span) {
        var places = IntStream.range(span.from(), span.until())
                .mapToObj(stretch::positionOf)
                .sorted()
                .map(Position::runId)
                .toList();
        return measured.with(
                Map.of("baseline_first_run_id", places.getFirst(), "baseline_last_run_id", places.getLast()));
    }

    private static Optional<Span> baseline(Measurement measured, Stretch stretch) {
        var test = measured.details().getOrDefault("test", "none");
        var runs = stretch.baseline().size();
        if (test.equals("windows_t")) {
            var until = runs + stretch.recent().size() - number(measured, "new_runs");
            return Optional.of(new Span(until - number(measured, "baseline_points"), until));
        }
        if (test.equals("segmentation")) {
            return Optional.ofNullable(measured.changePoint())
                    .map(until -> new Span(until - number(measured, "baseline_points"), until));
        }
        if (test.equals("welch_t")) {
            // One baseline for all windows: it ends where the longest begins.
            var from = runs + stretch.recent().size() - longest(measured) - number(measured, "baseline_points");
            return Optional.of(new Span(from, from + number(measured, "baseline_points")));
        }
        if (test.equals("none")) {
            return Optional.of(new Span(
                    runs - Math.max(number(measured, "baseline_points"), number(measured, "window_size")), runs));
        }
        return Optional.empty();
    }

    private static int longest(Measurement measured) {
        return measured.details().get("windows") instanceof List<?> windows && windows.getLast() instanceof Integer runs
                ? runs
                : 0;
    }

    private static int number(Measurement measured, String detail) {
        return measured.details().get(detail) instanceof Integer number ? number : 0;
    }
}
