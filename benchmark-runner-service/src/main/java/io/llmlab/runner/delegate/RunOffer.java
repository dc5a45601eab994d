package io.llmlab.runner.delegate;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// What an outside runner is posted.
///
/// @param config the run's `benchmark_config`
/// @param callbackUrl where progress and results are sent, by PATCH
/// @param callbackToken shows that they are of this run, as a bearer token
/// @param heartbeatSeconds something has to be heard at least so often
@RegisterForReflection
record RunOffer(
        long runId,
        String modelName,
        String datasetName,
        @Nullable String datasetVersion,
        @Nullable JsonNode config,
        String callbackUrl,
        String callbackToken,
        long heartbeatSeconds) {}
