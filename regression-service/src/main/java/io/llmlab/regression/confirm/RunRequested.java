package io.llmlab.regression.confirm;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.regression.series.ModelRef;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The event that asks the runner for repeats of a run (`contract/run-requested.v1.schema.json`).
@RegisterForReflection
record RunRequested(
        String requestId,
        ModelRef model,
        String datasetName,
        @Nullable JsonNode benchmarkConfig,
        int runs,
        String reason,
        Map<String, String> labels) {}
