package io.llmlab.alert.annotation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A stretch of time.
///
/// @param since inclusive
/// @param until exclusive
public record Span(Instant since, Instant until) {

    /// The same to full hours, or longer: what lies close together is looked up once.
    Span inHours() {
        return new Span(
                since.truncatedTo(ChronoUnit.HOURS),
                until.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.HOURS));
    }

    boolean contains(Instant at) {
        return !at.isBefore(since) && at.isBefore(until);
    }
}
