package io.llmlab.detect;

import io.llmlab.formats.ParsedRun;
import java.util.List;

/// A metric of one model on one task over the runs of a harness.
///
/// @param runs as long as the series; their samples are there until the results are closed
record TaskSeries(String model, String task, String metric, List<ParsedRun> runs, NamedSeries series) {

    /// What a run is called: its checkpoint if it has one, else its time.
    String label(int run) {
        var checkpoint = runs.get(run).labels().get("checkpoint");
        return checkpoint == null ? runs.get(run).time().at().toString() : checkpoint;
    }

    /// Whether the samples' scores are this metric's.
    boolean isScored() {
        return metric.equals(runs.getLast().scoreMetric());
    }
}
