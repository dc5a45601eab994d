package io.llmlab.regression.finding;

import io.llmlab.regression.detect.Severity;
import io.llmlab.regression.finding.Disposition.Kind;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Which findings are asked for; what is left out does not narrow the choice. Use it as a `@BeanParam`.
public class FindingFilter {

    @QueryParam("model_id")
    private @Nullable Long modelId;

    @QueryParam("dataset_name")
    private @Nullable String datasetName;

    @QueryParam("metric_type")
    private @Nullable String metricType;

    @QueryParam("metric_name")
    private @Nullable String metricName;

    @QueryParam("severity")
    private @Nullable Severity severity;

    @QueryParam("state")
    private @Nullable FindingState state;

    @QueryParam("run_id")
    @Parameter(description = "The run that gave rise to it")
    private @Nullable Long runId;

    @QueryParam("since")
    private @Nullable Instant since;

    @QueryParam("until")
    private @Nullable Instant until;

    @QueryParam("disposition")
    @Parameter(description = "What a person said of it")
    private @Nullable Kind disposition;

    @QueryParam("grouped")
    @Parameter(
            description =
                    "true: findings of one run or batch and model are one row, with all of them in parts; a group is"
                            + " chosen when one of its findings is")
    private @Nullable Boolean grouped;

    private @Nullable Long before;

    /// The same choice, of findings with a lower id only.
    FindingFilter before(long id) {
        before = id;
        return this;
    }

    /// Whether each group is one row.
    boolean isGrouped() {
        return Boolean.TRUE.equals(grouped);
    }

    /// As HQL with named parameters.
    String condition() {
        return conditions().keySet().stream().collect(Collectors.joining(" and "));
    }

    Map<String, Object> parameters() {
        var parameters = new HashMap<String, Object>();
        conditions()
                .forEach((condition, value) -> parameters.put(condition.substring(condition.indexOf(':') + 1), value));
        return parameters;
    }

    private Map<String, Object> conditions() {
        var conditions = new TreeMap<String, Object>();
        put(conditions, "subject.modelId = :model", modelId);
        put(conditions, "subject.datasetName = :dataset", datasetName);
        put(conditions, "subject.metricType = :metricType", metricType);
        put(conditions, "subject.metricName = :metricName", metricName);
        put(conditions, "severity = :severity", severity);
        put(conditions, "state = :state", state);
        put(conditions, "runId = :run", runId);
        put(conditions, "disposition.kind = :disposition", disposition);
        put(conditions, "openedAt >= :since", since);
        put(conditions, "openedAt < :until", until);
        put(
                conditions,
                isGrouped() ? "groupId < :before" : "id < :before",
                before == null ? Long.valueOf(Long.MAX_VALUE) : before);
        return conditions;
    }

    private static void put(Map<String, Object> conditions, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.put(condition, value);
        }
    }
}
