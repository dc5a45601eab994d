package io.llmlab.regression.stream;

import jakarta.ws.rs.QueryParam;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Which declarations are asked for; what is left out does not narrow the choice. Use it as a `@BeanParam`.
public class ComparableFilter {

    @QueryParam("model_id")
    private @Nullable Long modelId;

    @QueryParam("dataset_name")
    private @Nullable String datasetName;

    @QueryParam("withdrawn")
    @Parameter(description = "true: only those that were withdrawn; false: only those that were not")
    private @Nullable Boolean withdrawn;

    /// Conditions in HQL, each with one named parameter and its value.
    Map<String, Object> conditions() {
        var conditions = new TreeMap<String, Object>();
        put(conditions, "modelId = :model", modelId);
        put(conditions, "datasetName = :dataset", datasetName);
        put(conditions, "case when withdrawnAt is null then false else true end = :withdrawn", withdrawn);
        return conditions;
    }

    private static void put(Map<String, Object> conditions, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.put(condition, value);
        }
    }
}
