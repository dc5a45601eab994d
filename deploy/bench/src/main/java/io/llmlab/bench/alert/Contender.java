package io.llmlab.bench.alert;

import io.llmlab.bench.report.ProcessorTime;
import io.llmlab.bench.report.Report;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// What is told of findings and calls the webhook once about each.
interface Contender {

    /// In a column of the report.
    String name();

    /// Tells it of one finding and does not wait.
    ///
    /// @param item names the series; the call about it must carry the name ([HookReceiver#nameOf])
    void tell(int item);

    /// Tells it of many at once, in the way it takes them fastest.
    void tellAll(int first, int count) throws IOException;

    /// The processor time that its processes have taken so far: its own, and the servers under it where it has any.
    ProcessorTime processorTime();

    /// Reports what of the time to the webhook went where, as far as it keeps that.
    ///
    /// @param first of the items, which are the last that it was told of
    /// @param due when each finding was, in ascending order of items
    /// @param came when the webhook was called about it
    default void reportStages(Report report, int first, List<Instant> due, List<Instant> came) throws IOException {}
}
