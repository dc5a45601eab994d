package io.llmlab.regression.series;

import java.util.List;

/// What a run changed.
///
/// @param series those that got a point or lost one; none when nothing is new of the run
/// @param backfill whether it is history: older than the newest point of one of its series, over 24 hours old when
///     it arrived, or told of before
/// @param advances of those that end with it now
public record Appended(MeasuredRun run, List<Series> series, boolean backfill, List<Advance> advances) {

    static Appended nothing(MeasuredRun run) {
        return new Appended(run, List.of(), false, List.of());
    }
}
