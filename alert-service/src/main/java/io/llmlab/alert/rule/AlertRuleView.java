package io.llmlab.alert.rule;

import io.llmlab.alert.policy.GroupBy;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A rule as it is kept.
@Schema(name = "AlertRule")
record AlertRuleView(
        String ruleId,
        String name,
        @Nullable String description,
        AlertType alertType,
        Severity severity,
        boolean enabled,
        Map<String, Object> conditions,
        List<Matcher> matchers,
        List<String> notificationChannels,
        int cooldownMinutes,
        @Nullable Integer autoResolveMinutes,
        @Nullable EscalationRules escalationRules,
        int remindMinutes,

        @Schema(description = "Within so long after its end an alert goes on instead of a new one being opened")
        @Nullable
        Integer reopenMinutes,

        @Nullable String runbookUrl,
        List<GroupBy> groupBy,
        int groupWait,
        int groupInterval,
        Map<String, Object> metadata,
        Instant createdAt,
        Instant updatedAt) {

    static AlertRuleView of(AlertRule rule) {
        return new AlertRuleView(
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
                rule.metadata(),
                rule.createdAt(),
                rule.updatedAt());
    }
}
