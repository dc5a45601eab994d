package io.llmlab.gateway.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/// All the findings of one run (regression-service).
///
/// @param findings as they came: clients are told all of it
record RegressionFound(long runId, ModelRef model, boolean backfill, Instant detectedAt, List<JsonNode> findings) {}
