package io.llmlab.runner.run;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be run, and on whose behalf.
///
/// @param jobId the job whose run it is, or null
/// @param requestId repeated in the run's `run-completed` event, or null
/// @param timeout after which the run fails, or null for the service's own limit
public record RunOrder(
        String modelName,
        String datasetName,
        BenchmarkConfig config,
        TriggerType triggerType,
        @Nullable String jobId,
        @Nullable String requestId,
        Map<String, String> labels,
        @Nullable Duration timeout) {

    public static RunOrder manual(String modelName, String datasetName, BenchmarkConfig config) {
        return new RunOrder(modelName, datasetName, config, TriggerType.MANUAL, null, null, Map.of(), null);
    }

    public static RunOrder ofJob(
            String jobId, String modelName, String datasetName, BenchmarkConfig config, @Nullable Duration timeout) {
        return new RunOrder(modelName, datasetName, config, TriggerType.SCHEDULED, jobId, null, Map.of(), timeout);
    }

    public RunOrder withLabels(Map<String, String> labels) {
        return new RunOrder(modelName, datasetName, config, triggerType, jobId, requestId, labels, timeout);
    }

    /// The same, for another reason: a job's run that a person starts is `manual` and still the job's.
    public RunOrder triggeredBy(TriggerType cause) {
        return new RunOrder(modelName, datasetName, config, cause, jobId, requestId, labels, timeout);
    }
}
