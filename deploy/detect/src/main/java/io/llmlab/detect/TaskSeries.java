package io.llmlab.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A metric of one model on one task over the runs of a harness.
///
/// @param runs what each run is called: its checkpoint if it has one, and its time
/// @param items null where fewer than two runs tell their items
record TaskSeries(
        String model,
        String task,
        String metric,
        List<String> runs,
        NamedSeries series,
        @Nullable ItemFlips items) {}
