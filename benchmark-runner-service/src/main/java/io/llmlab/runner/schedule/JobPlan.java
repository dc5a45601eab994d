package io.llmlab.runner.schedule;

import io.llmlab.runner.model.Model;
import java.time.Instant;
import java.time.ZoneId;

/// A request whose names were found and whose schedule was read.
///
/// @param from when the schedule was given
record JobPlan(JobRequest request, Model model, Schedule schedule, ZoneId zone, Instant from) {}
