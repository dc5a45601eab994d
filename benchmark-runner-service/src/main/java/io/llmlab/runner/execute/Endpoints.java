package io.llmlab.runner.execute;

import io.llmlab.runner.model.Api;
import io.llmlab.runner.model.ModelType;
import io.llmlab.runner.model.Provider;
import io.llmlab.runner.run.RunRows;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;

/// Reads where a model answers from its row.
@ApplicationScoped
class Endpoints {

    /// Of table model, as [#read] wants them.
    static final String COLUMNS = """
            m.id as model_id, m.name as model_name, m.provider, m.model_type, m.base_url, m.remote_name, m.api_key_ref,
            m.cost_per_input_token, m.cost_per_output_token, m.api, m.request""";

    private final RunRows rows;

    Endpoints(RunRows rows) {
        this.rows = rows;
    }

    Endpoint read(Row row) {
        var name = row.getString("model_name");
        var remoteName = row.getString("remote_name");
        var api = row.getString("api");
        return new Endpoint(
                row.getLong("model_id"),
                name,
                ModelType.valueOf(row.getString("model_type")),
                row.getString("base_url"),
                remoteName == null ? name : remoteName,
                row.getString("api_key_ref"),
                row.getBigDecimal("cost_per_input_token"),
                row.getBigDecimal("cost_per_output_token"),
                Provider.valueOf(row.getString("provider")),
                api == null ? null : Api.valueOf(api),
                rows.requestSettings(row.getString("request")));
    }
}
