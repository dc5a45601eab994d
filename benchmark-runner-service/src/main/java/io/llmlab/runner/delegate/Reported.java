package io.llmlab.runner.delegate;

import io.vertx.mutiny.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/// A delegation that is locked while a report of it is stored.
///
/// @param stored samples the run has
/// @param metrics a JSON array of what was reported before, or null
record Reported(
        Delegation delegation,
        String datasetName,
        int stored,
        @Nullable String metrics) {

    static Reported of(Row row) {
        return new Reported(
                Delegations.delegation(row),
                row.getString("dataset_name"),
                row.getInteger("stored"),
                row.getString("metrics"));
    }
}
