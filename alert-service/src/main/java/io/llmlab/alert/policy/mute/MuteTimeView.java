package io.llmlab.alert.policy.mute;

import io.llmlab.alert.policy.AlertMatcher;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A mute time as it is kept.
@Schema(name = "MuteTime")
record MuteTimeView(
        long id,
        String name,
        List<AlertMatcher> matchers,
        String cron,
        int durationMinutes,
        String timeZone,
        boolean mutesCritical,

        @Schema(description = "When the present hours are over, or null where it mutes nothing now") @Nullable
        Instant mutingUntil,

        @Nullable Instant nextStartAt,
        Instant createdAt,
        Instant updatedAt) {

    static MuteTimeView of(MuteTime time, Instant now) {
        var hours = time.hours();
        return new MuteTimeView(
                time.id(),
                time.name(),
                time.matchers(),
                time.cron(),
                time.durationMinutes(),
                time.timeZone(),
                time.mutesCritical(),
                hours.endOfThoseAt(now).orElse(null),
                hours.nextStartAfter(now).orElse(null),
                time.createdAt(),
                time.updatedAt());
    }
}
