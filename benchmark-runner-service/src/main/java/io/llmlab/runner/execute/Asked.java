package io.llmlab.runner.execute;

import io.llmlab.runner.run.SampleRow;

/// A sample that was asked.
///
/// @param denied the endpoint says that no request of the kind will ever be answered (401, 403, 404)
record Asked(SampleRow row, boolean denied) {

    boolean answered() {
        return row.error() == null;
    }
}
