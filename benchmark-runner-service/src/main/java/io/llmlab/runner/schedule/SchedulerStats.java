package io.llmlab.runner.schedule;

import java.time.Instant;
import java.util.List;

/// How the scheduler stands.
///
/// @param running whether this instance fires jobs
/// @param activeJobs jobs that are not paused
/// @param nextRunTimes the next hundred, soonest first
record SchedulerStats(boolean running, long totalJobs, long activeJobs, long pausedJobs, List<NextRun> nextRunTimes) {

    record NextRun(String jobId, Instant nextRun) {}
}
