package io.llmlab.alert.rule;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.llmlab.alert.policy.GroupBy;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Severity;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A rule as a caller writes it. What is left out gets its default.
@JsonIgnoreProperties({"created_at", "updated_at"})
record AlertRuleRequest(
        @NotNull
        @Pattern(
                regexp = "(?!preview$)[A-Za-z0-9._-]{1,100}",
                message = "must be 1 to 100 letters, digits, '.', '_' or '-', and not preview")
        String ruleId,

        @Schema(description = "The rule_id, where it is left out") @Nullable @Size(min = 1, max = 255)
        String name,

        @Nullable @Size(max = 2000) String description,
        @NotNull AlertType alertType,
        @NotNull Severity severity,
        Boolean enabled,

        @Schema(
                description =
                        "performance_regression: change_percent_threshold and confidence_threshold (fractions), metrics_affected_threshold (metrics within one run), severities (critical, warning, info), settled (true: only what is more than the next run may take back), methods, metrics, datasets, models (names); benchmark_failure: consecutive_failures (of a model on a dataset, 1 to 20, default 1); model_unavailable: consecutive_runs (of a model on any dataset, 1 to 20, default 1); high_error_rate: error_rate_threshold (fraction); cost_anomaly, of a model on all datasets: cost_increase_threshold (fraction) over time_window_hours (1 to 720, default 24) against the same window before, budget_per_day (USD, days in UTC); latency_spike: latency_increase_threshold (fraction of the baseline, default 0.5), percentile (avg, p50, p90, p95 or p99, default p95), settled (as above); system_error: troubles (missed_firing, silence, dead_letters; default all)")
        Map<String, Object> conditions,

        @Size(max = 20) List<@NotNull Matcher> matchers,
        @Size(max = 20) List<@NotBlank String> notificationChannels,
        @Min(0) @Max(LONGEST_MINUTES) Integer cooldownMinutes,
        @Nullable @Min(1) @Max(LONGEST_MINUTES) Integer autoResolveMinutes,
        @Nullable @Valid EscalationRules escalationRules,
        @Min(1) @Max(LONGEST_MINUTES) Integer remindMinutes,
        @Nullable @Min(1) @Max(LONGEST_MINUTES) Integer reopenMinutes,

        @Nullable @Size(max = 1000) @Pattern(regexp = "https?://.*", message = "must be an http or https URL")
        String runbookUrl,

        @Schema(description = "What the alerts of one group have in common; nothing: all of the rule are one group")
        List<@NotNull GroupBy> groupBy,

        @Schema(description = "Seconds for which the first news of a group wait for others")
        @Min(0)
        @Max(LONGEST_SECONDS)
        Integer groupWait,

        @Schema(description = "Seconds after a group's last message for which later news wait")
        @Min(0)
        @Max(LONGEST_SECONDS)
        Integer groupInterval,

        Map<String, Object> metadata) {

    private static final int LONGEST_MINUTES = 525_600;
    private static final int LONGEST_SECONDS = 86_400;
    private static final int COOLDOWN_MINUTES = 60;
    private static final int REMIND_MINUTES = 1440;

    AlertRuleRequest {
        enabled = orElse(enabled, true);
        conditions = orElse(conditions, Map.of());
        matchers = orElse(matchers, List.of());
        notificationChannels = orElse(notificationChannels, List.of());
        cooldownMinutes = orElse(cooldownMinutes, COOLDOWN_MINUTES);
        remindMinutes = orElse(remindMinutes, REMIND_MINUTES);
        groupBy = orElse(groupBy, List.of());
        groupWait = orElse(groupWait, 0);
        groupInterval = orElse(groupInterval, 0);
        metadata = orElse(metadata, Map.of());
    }

    static AlertRuleRequest of(AlertRule rule) {
        return new AlertRuleRequest(
                rule.ruleId(),
                rule.name(),
                rule.description(),
                rule.alertType(),
                rule.severity(),
                rule.enabled(),
                rule.conditions(),
                rule.matchers(),
                rule.notificationChannels(),
                rule.cooldownMinutes(),
                rule.autoResolveMinutes(),
                rule.escalationRules(),
                rule.remindMinutes(),
                rule.reopenMinutes(),
                rule.runbookUrl(),
                rule.grouping().groupBy(),
                rule.grouping().waitSeconds(),
                rule.grouping().intervalSeconds(),
                rule.metadata());
    }

    private static <T> T orElse(@Nullable T given, T standard) {
        return given == null ? standard : given;
    }
}
