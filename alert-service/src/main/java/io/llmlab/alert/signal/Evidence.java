package io.llmlab.alert.signal;

import static java.util.Objects.requireNonNullElse;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// What else is known of a change beside its values.
///
/// @param interval null where the method has none
/// @param cause null where nothing is known of it
/// @param history null where its values are not known
/// @param matter what it is one matter with
@RegisterForReflection
public record Evidence(
        @Nullable Interval interval,
        @Nullable Cause cause,
        @Nullable History history,
        Matter matter) {

    /// Of what rests on no comparison.
    public static final Evidence NONE = new Evidence(null, null, null, Matter.NONE);

    public Evidence {
        // Null in what was stored before it was known.
        matter = requireNonNullElse(matter, Matter.NONE);
    }

    /// The same without the values of its series.
    public Evidence withoutHistory() {
        return new Evidence(interval, cause, null, matter);
    }

    /// The same with what is known of the cause by now.
    public Evidence because(@Nullable Cause now) {
        return now == null ? this : new Evidence(interval, now, history, matter);
    }
}
