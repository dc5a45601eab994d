package io.llmlab.alert.timeline;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One thing that became of an alert, as clients read it.
@RegisterForReflection(ignoreNested = false)
@Schema(name = "TimelineEntry")
public record TimelineEntry(
        long id,
        Instant at,
        EntryKind kind,

        @Schema(description = "A person's or key's name, or system")
        String actor,

        @Schema(description = "Why, for a person") @Nullable String reason,

        @Schema(description = "planned: news and channels, each with pending or why it is skipped; cancelled: channels")
        Map<String, Object> details) {}
