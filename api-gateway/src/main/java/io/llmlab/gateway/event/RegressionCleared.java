package io.llmlab.gateway.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/// Metrics of one run are back within their baseline (regression-service).
///
/// @param cleared as they came: clients are told all of it
record RegressionCleared(long runId, ModelRef model, Instant detectedAt, List<JsonNode> cleared) {}
