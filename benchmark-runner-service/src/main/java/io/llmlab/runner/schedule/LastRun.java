package io.llmlab.runner.schedule;

import io.llmlab.runner.run.RunStatus;
import org.jspecify.annotations.Nullable;

/// The newest run of a job; both are null where there was none.
record LastRun(@Nullable Long id, @Nullable RunStatus status) {

    static final LastRun NONE = new LastRun(null, null);
}
