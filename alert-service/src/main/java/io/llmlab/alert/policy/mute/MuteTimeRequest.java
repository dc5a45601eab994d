package io.llmlab.alert.policy.mute;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.llmlab.alert.policy.AlertMatcher;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A mute time as a caller writes it. What is left out gets its default.
@JsonIgnoreProperties({"id", "muting_until", "next_start_at", "created_at", "updated_at"})
record MuteTimeRequest(
        @NotBlank @Size(max = 255) String name,

        @Schema(description = "All of them must fit; none cover every alert") @Size(max = 20)
        List<@NotNull AlertMatcher> matchers,

        @Schema(
                description =
                        "When it begins: minute, hour, day, month, day of week (0 = Monday, or mon to sun); day and day of week must both fit",
                examples = "0 22 * * *")
        @NotBlank
        @Size(max = 200)
        String cron,

        @Schema(description = "By the wall clock: from 22:00 on, 540 end at 7:00") @NotNull @Min(1) @Max(10_080)
        Integer durationMinutes,

        @Schema(description = "UTC, where it is left out") @NotBlank @Size(max = 100)
        String timeZone,

        @Schema(description = "Whether critical alerts wait too; false, where it is left out")
        Boolean mutesCritical) {

    MuteTimeRequest {
        matchers = matchers == null ? List.of() : matchers;
        timeZone = timeZone == null ? "UTC" : timeZone;
        mutesCritical = mutesCritical != null && mutesCritical;
    }

    static MuteTimeRequest of(MuteTime time) {
        return new MuteTimeRequest(
                time.name(),
                time.matchers(),
                time.cron(),
                time.durationMinutes(),
                time.timeZone(),
                time.mutesCritical());
    }
}
