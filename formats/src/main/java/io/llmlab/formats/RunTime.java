package io.llmlab.formats;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a run was made.
///
/// @param duration null: unknown
public record RunTime(Instant at, Source source, @Nullable Duration duration) {

    /// Where a run's time comes from.
    public enum Source {
        /// The file's content.
        CONTENT,
        /// The caller's `from` and `every`.
        CALLER,
        /// The file's name.
        NAME,
        /// Nothing says it: natural order of the names, one step apart, ending at the youngest modification time.
        ORDER
    }
}
