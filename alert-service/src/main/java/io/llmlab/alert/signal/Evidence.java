package io.llmlab.alert.signal;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// What else is known of a change beside its values.
///
/// @param interval null where the method has none
/// @param cause null where nothing is known of it
/// @param history null where its values are not known
@RegisterForReflection
public record Evidence(
        @Nullable Interval interval,
        @Nullable Cause cause,
        @Nullable History history) {

    /// Of what rests on no comparison.
    public static final Evidence NONE = new Evidence(null, null, null);
}
