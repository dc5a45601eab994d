package io.llmlab.alert.rule;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Severity;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A rule as a caller writes it: all of it when it is made, any part of it when it is changed. What is left out, or
/// null, keeps its value or its default.
///
/// @param conditions the conditions of the alert type; given, they replace all the stored ones
@JsonIgnoreProperties({"created_at", "updated_at"})
record AlertRuleRequest(
        @Nullable
        @Pattern(regexp = "[A-Za-z0-9._-]{1,100}", message = "must be 1 to 100 letters, digits, '.', '_' or '-'")
        String ruleId,

        @Nullable @Size(min = 1, max = 255) String name,
        @Nullable @Size(max = 2000) String description,
        @Nullable AlertType alertType,
        @Nullable Severity severity,
        @Nullable Boolean enabled,

        @Schema(
                description =
                        "performance_regression: change_percent_threshold and confidence_threshold (fractions), metrics_affected_threshold (metrics within one run); high_error_rate: error_rate_threshold (fraction)")
        @Nullable
        Map<String, Object> conditions,

        @Nullable @Size(max = 20) List<Matcher> matchers,
        @Nullable @Size(max = 20) List<@NotBlank String> notificationChannels,
        @Nullable @Min(0) @Max(525_600) Integer cooldownMinutes,
        @Nullable @Min(1) @Max(525_600) Integer autoResolveMinutes,
        @Nullable @Valid EscalationRules escalationRules,
        @Nullable @Min(1) @Max(525_600) Integer remindMinutes,

        @Nullable @Size(max = 1000) @Pattern(regexp = "https?://.*", message = "must be an http or https URL")
        String runbookUrl,

        @Nullable Map<String, Object> metadata) {

    private static final int COOLDOWN_MINUTES = 60;
    private static final int REMIND_MINUTES = 1440;

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
                rule.runbookUrl(),
                rule.metadata());
    }

    String requiredRuleId() {
        if (ruleId == null) {
            throw Invalid.inBody("/rule_id", "is required");
        }
        return ruleId;
    }

    /// @throws Invalid where something is missing that has no default
    AlertRuleRequest overDefaults() {
        var missing = new ArrayList<FieldError>();
        if (alertType == null) {
            missing.add(FieldError.inBody("/alert_type", "is required"));
        }
        if (severity == null) {
            missing.add(FieldError.inBody("/severity", "is required"));
        }
        if (!missing.isEmpty()) {
            throw new Invalid(missing);
        }
        return over(new AlertRuleRequest(
                ruleId,
                ruleId,
                null,
                alertType,
                severity,
                true,
                Map.of(),
                List.of(),
                List.of(),
                COOLDOWN_MINUTES,
                null,
                null,
                REMIND_MINUTES,
                null,
                Map.of()));
    }

    AlertRuleRequest over(AlertRuleRequest other) {
        return new AlertRuleRequest(
                other.ruleId,
                either(name, other.name),
                either(description, other.description),
                either(alertType, other.alertType),
                either(severity, other.severity),
                either(enabled, other.enabled),
                either(conditions, other.conditions),
                either(matchers, other.matchers),
                either(notificationChannels, other.notificationChannels),
                either(cooldownMinutes, other.cooldownMinutes),
                either(autoResolveMinutes, other.autoResolveMinutes),
                either(escalationRules, other.escalationRules),
                either(remindMinutes, other.remindMinutes),
                either(runbookUrl, other.runbookUrl),
                either(metadata, other.metadata));
    }

    private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }
}
