package io.llmlab.regression.baseline;

import io.llmlab.regression.series.Point;
import java.util.List;

/// A baseline that a person pinned.
///
/// @param runs its runs, oldest first, without those that were excluded since
public record Pin(long baselineId, List<Point> runs) {}
