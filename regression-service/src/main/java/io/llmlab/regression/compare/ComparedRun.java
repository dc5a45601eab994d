package io.llmlab.regression.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One of two runs that are compared.
public record ComparedRun(
        long id,
        long modelId,
        String modelName,
        String datasetName,
        Instant timestamp,
        String stream,
        @JsonIgnore List<Value> values) {

    /// One metric of the run.
    ///
    /// @param seriesId the series that it belongs to
    /// @param higherIsBetter null: no direction
    /// @param stdError null where it is not known
    /// @param sampleCount null where it is not known
    record Value(
            long seriesId,
            String metricType,
            String metricName,
            @Nullable Boolean higherIsBetter,
            double value,
            @Nullable Double stdError,
            @Nullable Integer sampleCount) {

        boolean isSameMetric(Value other) {
            return metricType.equals(other.metricType) && metricName.equals(other.metricName);
        }
    }
}
