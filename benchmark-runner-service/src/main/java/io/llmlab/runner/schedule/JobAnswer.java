package io.llmlab.runner.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// What a command is answered with.
///
/// @param jobId of the job that was made
/// @param runId of the run that was started
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobAnswer(
        String message, @Nullable String jobId, @Nullable Long runId) {

    static JobAnswer of(String message) {
        return new JobAnswer(message, null, null);
    }
}
