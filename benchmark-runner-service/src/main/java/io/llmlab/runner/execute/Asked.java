package io.llmlab.runner.execute;

import io.llmlab.runner.run.SampleRow;
import org.jspecify.annotations.Nullable;

/// A sample that was asked.
///
/// @param model what answered, as the endpoint says; null: nothing did, or it does not say
/// @param denied the endpoint says that no request of the kind will ever be answered (401, 403, 404)
record Asked(SampleRow row, @Nullable String model, boolean denied) {

    boolean answered() {
        return row.error() == null;
    }
}
