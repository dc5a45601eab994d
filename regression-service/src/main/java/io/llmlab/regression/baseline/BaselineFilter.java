package io.llmlab.regression.baseline;

import jakarta.ws.rs.QueryParam;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Which baselines are asked for; what is left out does not narrow the choice. Use it as a `@BeanParam`.
public class BaselineFilter {

    @QueryParam("model_id")
    private @Nullable Long modelId;

    @QueryParam("dataset_name")
    private @Nullable String datasetName;

    @QueryParam("metric_type")
    private @Nullable String metricType;

    @QueryParam("metric_name")
    private @Nullable String metricName;

    @QueryParam("stream")
    private @Nullable String stream;

    @QueryParam("kind")
    private @Nullable BaselineKind kind;

    @QueryParam("released")
    @Parameter(description = "true: only those that were released; false: only those that were not")
    private @Nullable Boolean released;

    /// Conditions in HQL, each with one named parameter and its value.
    Map<String, Object> conditions() {
        var conditions = new TreeMap<String, Object>();
        put(conditions, "modelId = :model", modelId);
        put(conditions, "datasetName = :dataset", datasetName);
        put(conditions, "metricType = :metricType", metricType);
        put(conditions, "metricName = :metricName", metricName);
        put(conditions, "stream = :stream", stream);
        put(conditions, "kind = :kind", kind);
        put(conditions, "case when releasedAt is null then false else true end = :released", released);
        return conditions;
    }

    private static void put(Map<String, Object> conditions, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.put(condition, value);
        }
    }
}
