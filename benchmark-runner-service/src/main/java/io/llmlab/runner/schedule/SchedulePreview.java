package io.llmlab.runner.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.problem.DomainException.Invalid;
import jakarta.validation.constraints.NotNull;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A schedule that somebody wants to look at before there is a job.
///
/// @param scheduleParams as of a job
/// @param timezone IANA name; null means the setting `SCHEDULER_TIMEZONE`
record SchedulePreview(
        @NotNull(message = "must be one of interval, cron, date")
        ScheduleType scheduleType,

        @Schema(implementation = Object.class) @NotNull(message = "must be an object")
        ObjectNode scheduleParams,

        @Nullable String timezone) {

    /// @throws Invalid pointing to the parameter that does not fit
    Schedule schedule(ZoneId usual, Instant now) {
        return new ScheduleParams(scheduleParams, zone(usual), now).read(scheduleType);
    }

    private ZoneId zone(ZoneId usual) {
        try {
            return timezone == null ? usual : ZoneId.of(timezone);
        } catch (DateTimeException unknown) {
            throw Invalid.inBody("/timezone", "must be the name of a time zone, such as UTC or Europe/Berlin");
        }
    }
}
