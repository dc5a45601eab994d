package io.llmlab.runner.schedule;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What became of a time at which a job was due.
///
/// @param scheduledAt the time of the schedule, without jitter
/// @param runId the run it started, or null
/// @param skipped why it started none, or null
/// @param at when that was decided
@Schema(name = "JobFiring")
record Firing(
        Instant scheduledAt, @Nullable Long runId, @Nullable String skipped, Instant at) {

    /// @param row of job_firing: scheduled_at, run_id, skipped, at
    static Firing of(Object[] row) {
        return new Firing(instant(row[0]), (Long) row[1], (String) row[2], instant(row[3]));
    }

    private static Instant instant(Object time) {
        return ((OffsetDateTime) time).toInstant();
    }
}
