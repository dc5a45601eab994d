package io.llmlab.alert.notify;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.platform.problem.DomainException.Invalid;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A channel as a caller writes it: all of it when it is made, any part of it when it is changed.
@JsonIgnoreProperties({
    "configured",
    "missing",
    "reaches_people",
    "rules",
    "warnings",
    "secrets_set",
    "secrets_unreadable",
    "disabled_reason",
    "created_at",
    "updated_at"
})
record ChannelRequest(
        @Nullable
        @Pattern(regexp = "[A-Za-z0-9._-]{1,100}", message = "must be 1 to 100 letters, digits, '.', '_' or '-'")
        String name,

        @Nullable ChannelType type,
        @Nullable Boolean enabled,

        @Schema(
                implementation = Integer.class,
                nullable = true,
                minimum = "1",
                maximum = "6000",
                description =
                        "Messages a minute; with null the limit of the type's receivers holds (slack: 60, pagerduty: 120, teams: 240)")
        @Nullable
        JsonNode maxPerMinute,

        @Schema(
                description =
                        "email: smtp_server, smtp_port, starttls (required, optional, disabled), username, password, from_email, to_emails, html_template; slack: webhook_url; webhook: url, headers, timeout (seconds), secret (whsec_…), previous_secret (signs too), payload (standard, flat); alertmanager: url, headers, timeout; pagerduty: routing_key, url; teams: webhook_url; heartbeat: url, within, timeout (seconds); console: log_level. All but alertmanager, heartbeat and database take a template (Qute). A secret that is left out stays as it is.")
        @Nullable
        Map<String, Object> config) {

    private static final int HIGHEST_LIMIT = 6_000;

    ChannelRequest {
        if (maxPerMinute != null && !maxPerMinute.isNull() && !isLimit(maxPerMinute)) {
            throw Invalid.inBody("/max_per_minute", "must be 1 to %d, or null".formatted(HIGHEST_LIMIT));
        }
    }

    private static boolean isLimit(JsonNode number) {
        return number.isInt() && number.intValue() >= 1 && number.intValue() <= HIGHEST_LIMIT;
    }

    /// Whether it says something of the limit, be it that there is none of its own.
    boolean setsLimit() {
        return maxPerMinute != null;
    }

    /// Messages a minute; null where the type's own limit holds.
    @Nullable
    Integer limit() {
        return maxPerMinute == null || maxPerMinute.isNull() ? null : maxPerMinute.intValue();
    }

    String requiredName() {
        if (name == null) {
            throw Invalid.inBody("/name", "is required");
        }
        return name;
    }

    ChannelType requiredType() {
        if (type == null) {
            throw Invalid.inBody(
                    "/type",
                    "is required: email, slack, webhook, alertmanager, pagerduty, teams, heartbeat, console or database");
        }
        return type;
    }
}
