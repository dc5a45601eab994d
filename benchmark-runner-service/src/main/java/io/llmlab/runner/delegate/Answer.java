package io.llmlab.runner.delegate;

import java.time.Duration;
import java.util.Optional;

/// What an outside runner said to an offered run.
sealed interface Answer {

    /// It works on it and will report.
    record Accepted() implements Answer {}

    /// It has done it already.
    record Finished(Report report) implements Answer {}

    /// Not now, or it was not reached.
    ///
    /// @param pause how long it asks to wait
    record Later(String detail, Optional<Duration> pause) implements Answer {}

    /// It never will.
    record Refused(String detail) implements Answer {}
}
