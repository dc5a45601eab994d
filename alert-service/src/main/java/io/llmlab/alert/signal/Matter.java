package io.llmlab.alert.signal;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What else a finding is one matter with.
///
/// @param group of findings of one run or batch and model, or null where that is not known
/// @param from since when what began counts as begun at the same time, or null where that is not known
/// @param until the end of that time; null where its beginning is
@RegisterForReflection
public record Matter(
        @Nullable Long group,
        @Nullable Instant from,
        @Nullable Instant until) {

    /// Of what stands alone.
    public static final Matter NONE = new Matter(null, null, null);
}
