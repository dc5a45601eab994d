package io.llmlab.alert.digest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// When a channel is to get its digest.
@JsonIgnoreProperties({"next_at", "last_at"})
record DigestRequest(
        @Schema(
                description =
                        "Minute, hour, day, month, day of week from 0 = Monday; left out: 0 9 * * 0, Mondays at nine")
        @Nullable
        String cron,

        @Schema(description = "Left out: UTC") @Nullable String timeZone) {

    private static final String MONDAYS_AT_NINE = "0 9 * * 0";
    private static final String UTC = "UTC";

    String cronOrUsual() {
        return cron == null ? MONDAYS_AT_NINE : cron;
    }

    String zoneOrUsual() {
        return timeZone == null ? UTC : timeZone;
    }
}
