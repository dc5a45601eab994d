package io.llmlab.regression.series;

import java.util.List;

/// What a run added.
///
/// @param series those that got a point; none when the run was there already
/// @param backfill whether it is history: older than the newest point of one of its series, or over 24 hours old when
///     it arrived
public record Appended(List<Series> series, boolean backfill) {

    static final Appended NOTHING = new Appended(List.of(), false);
}
