package io.llmlab.alert.incident;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Severity;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Which alerts are asked for; use it as a `@BeanParam`.
public class AlertFilter {

    /// Its own, and those that have parts of it; an `or` would find neither by an index.
    private static final String OF_MODEL = """
            id in (select own.id from Alert own where own.modelId = :modelId
                   union all select part.alertId from AlertPart part where part.modelId = :modelId)""";

    @QueryParam("model_id")
    @Parameter(description = "Alerts of the model, and those of which a part is about it")
    private @Nullable Long modelId;

    @QueryParam("active_only")
    @Parameter(description = "true (the default) leaves out what is acknowledged or resolved; a status wins over it")
    private @Nullable Boolean activeOnly;

    @QueryParam("status")
    private @Nullable AlertStatus status;

    @QueryParam("severity")
    private @Nullable Severity severity;

    @QueryParam("alert_type")
    private @Nullable AlertType alertType;

    record Query(String text, Map<String, Object> parameters) {}

    Query query(@Nullable Long after) {
        var parts = new ArrayList<String>();
        var parameters = new HashMap<String, Object>();
        if (modelId != null) {
            parts.add(OF_MODEL);
            parameters.put("modelId", modelId);
        }
        add("status", effectiveStatus(), parts, parameters);
        add("severity", severity, parts, parameters);
        add("alertType", alertType, parts, parameters);
        if (after != null) {
            parts.add("id < :after");
            parameters.put("after", after);
        }
        return new Query(parts.isEmpty() ? "1 = 1" : String.join(" and ", parts), parameters);
    }

    private @Nullable AlertStatus effectiveStatus() {
        if (status != null) {
            return status;
        }
        return Boolean.FALSE.equals(activeOnly) ? null : AlertStatus.ACTIVE;
    }

    private static void add(
            String field, @Nullable Object value, ArrayList<String> parts, Map<String, Object> parameters) {
        if (value != null) {
            parts.add("%s = :%s".formatted(field, field));
            parameters.put(field, value);
        }
    }
}
