package io.llmlab.alert.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.platform.http.JsonConventions;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.JsonFailures;
import java.util.Map;

/// Reads a rule's conditions as its alert type has them.
final class ConditionsReader {

    private static final ObjectMapper MAPPER = JsonConventions.mapper();

    private ConditionsReader() {}

    /// @throws Invalid an unknown condition, with those that are known, or a value out of its range
    static Conditions read(AlertType type, Map<String, Object> conditions) {
        try {
            return MAPPER.treeToValue(MAPPER.valueToTree(conditions), kindOf(type));
        } catch (JsonProcessingException unfit) {
            throw JsonFailures.explain(unfit, "/conditions");
        }
    }

    private static Class<? extends Conditions> kindOf(AlertType type) {
        return switch (type) {
            case PERFORMANCE_REGRESSION -> RegressionConditions.class;
            case BENCHMARK_FAILURE -> Conditions.Failure.class;
            case MODEL_UNAVAILABLE -> UnavailableConditions.class;
            case COST_ANOMALY -> CostConditions.class;
            case LATENCY_SPIKE -> LatencyConditions.class;
            case HIGH_ERROR_RATE -> Conditions.ErrorRate.class;
            case SYSTEM_ERROR -> TroubleConditions.class;
        };
    }
}
