package io.llmlab.runner.execute;

import io.llmlab.runner.run.NewMetric;
import java.util.List;

/// What an executor says about a run that has come to its end.
///
/// @param metrics they stand in the place of those of the same name that follow from the samples; may be empty
public record Measured(List<NewMetric> metrics) {

    /// Whatever follows from the stored samples.
    public static Measured bySamples() {
        return new Measured(List.of());
    }
}
