package io.llmlab.platform.http;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// A place in a list that is ordered by time and then by id, the newest first.
public record Keyset(Instant at, long id) {

    /// The time as the Postgres client takes it.
    public OffsetDateTime time() {
        return at.atOffset(ZoneOffset.UTC);
    }
}
