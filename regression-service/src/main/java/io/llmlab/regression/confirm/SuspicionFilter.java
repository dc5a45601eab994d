package io.llmlab.regression.confirm;

import io.quarkus.panache.common.Parameters;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Which suspicions are asked for; what is left out does not narrow the choice. Use it as a `@BeanParam`.
public class SuspicionFilter {

    @QueryParam("model_id")
    private @Nullable Long modelId;

    @QueryParam("run_id")
    @Parameter(description = "The run that gave rise to it")
    private @Nullable Long runId;

    @QueryParam("state")
    private @Nullable SuspicionState state;

    /// As HQL with named parameters.
    ///
    /// @param before only those with a lower id
    String condition(@Nullable Long before) {
        var conditions = new ArrayList<String>();
        conditions.add("id < :before");
        if (modelId != null) {
            conditions.add("modelId = :model");
        }
        if (runId != null) {
            conditions.add("runId = :run");
        }
        if (state != null) {
            conditions.add("state = :state");
        }
        return String.join(" and ", conditions);
    }

    Parameters parameters(@Nullable Long before) {
        var parameters = Parameters.with("before", before == null ? Long.valueOf(Long.MAX_VALUE) : before);
        if (modelId != null) {
            parameters.and("model", modelId);
        }
        if (runId != null) {
            parameters.and("run", runId);
        }
        if (state != null) {
            parameters.and("state", state);
        }
        return parameters;
    }
}
