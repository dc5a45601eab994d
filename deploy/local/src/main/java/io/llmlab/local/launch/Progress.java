package io.llmlab.local.launch;

import java.time.Duration;

/// Hears how the start or stop of a stack goes on.
@FunctionalInterface
public interface Progress {

    /// Says nothing.
    Progress SILENT = (_, _) -> {};

    /// One step is done.
    ///
    /// @param step in the words of a person, for example `postgres is ready on port 15432`
    void done(String step, Duration took);
}
