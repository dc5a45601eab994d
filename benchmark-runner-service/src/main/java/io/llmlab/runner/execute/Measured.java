package io.llmlab.runner.execute;

import io.llmlab.runner.run.NewMetric;
import io.llmlab.runner.run.Summary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an executor says about a run that has come to its end.
///
/// @param metrics they stand in the place of those of the same name that follow from the samples; may be empty
/// @param whole all that there is to say, with nothing added that follows from the samples; null: see `metrics`
public record Measured(List<NewMetric> metrics, @Nullable Summary whole) {

    public Measured(List<NewMetric> metrics) {
        this(metrics, null);
    }

    /// Whatever follows from the stored samples.
    public static Measured bySamples() {
        return new Measured(List.of());
    }

    /// This and nothing else.
    public static Measured as(Summary whole) {
        return new Measured(whole.metrics(), whole);
    }

    /// @param bySamples what follows from the stored samples
    /// @param errorLimit the largest share of technically failed samples with which a run is evidence, 0 to 1
    Summary summary(Summary bySamples, double errorLimit) {
        return whole == null ? bySamples.with(metrics) : whole.within(errorLimit);
    }
}
