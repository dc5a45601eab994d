package io.llmlab.runner.command;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a run's program wrote.
///
/// @param lines the last ones; none for a run that no program executes
/// @param omitted how many stood before them
/// @param updatedAt null: nothing was written yet
@Schema(name = "RunLog")
record LogView(
        long runId,
        List<String> lines,
        long omitted,
        @Nullable Instant updatedAt) {}
