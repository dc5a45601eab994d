package io.llmlab.alert.rule;

import io.llmlab.alert.policy.Grouping;
import io.llmlab.alert.rule.Decision.Passes;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.JsonObject;
import io.llmlab.alert.signal.Severity;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.RegressionsFound;
import io.llmlab.alert.signal.StringList;
import io.llmlab.platform.problem.DomainException.Invalid;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which signals become alerts. Rows, read anew for every event: a change takes effect at once.
@Entity
public class AlertRule {

    @Id
    private String ruleId;

    private String name;
    private @Nullable String description;

    @Enumerated(EnumType.STRING)
    private AlertType alertType;

    @Enumerated(EnumType.STRING)
    private Severity severity;

    private boolean enabled;

    @Convert(converter = JsonObject.class)
    private Map<String, Object> conditions;

    @Convert(converter = Matchers.class)
    private List<Matcher> matchers;

    @Convert(converter = StringList.class)
    private List<String> notificationChannels;

    private int cooldownMinutes;
    private @Nullable Integer autoResolveMinutes;

    @Convert(converter = EscalationRules.Column.class)
    private @Nullable EscalationRules escalationRules;

    private int remindMinutes;
    private @Nullable Integer reopenMinutes;
    private @Nullable String runbookUrl;

    @Embedded
    private Grouping grouping;

    @Convert(converter = JsonObject.class)
    private Map<String, Object> metadata;

    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private int version;

    protected AlertRule() {} // for Hibernate

    static AlertRule of(AlertRuleRequest request, Instant at) {
        var rule = new AlertRule();
        rule.ruleId = request.ruleId();
        rule.createdAt = at;
        rule.become(request, at);
        return rule;
    }

    /// Takes over all that the request says, but for the id.
    void become(AlertRuleRequest all, Instant at) {
        var _ = ConditionsReader.read(all.alertType(), all.conditions());
        requireMatchable(all.alertType(), all.matchers());
        requirePatterns(all.matchers());
        name = all.name() == null ? ruleId : all.name();
        description = all.description();
        alertType = all.alertType();
        severity = all.severity();
        enabled = all.enabled();
        conditions = all.conditions();
        matchers = all.matchers();
        notificationChannels = all.notificationChannels();
        cooldownMinutes = all.cooldownMinutes();
        autoResolveMinutes = all.autoResolveMinutes();
        escalationRules = EscalationRules.requireWhole(all.escalationRules());
        remindMinutes = all.remindMinutes();
        reopenMinutes = all.reopenMinutes();
        runbookUrl = all.runbookUrl();
        grouping = Grouping.of(all.groupBy(), all.groupWait(), all.groupInterval());
        metadata = all.metadata();
        updatedAt = at;
    }

    private static void requireMatchable(AlertType type, List<Matcher> matchers) {
        if (type.isOfModel() && matchers.stream().anyMatch(Matcher::concernsDataset)) {
            throw Invalid.inBody(
                    "/matchers",
                    "%s is about a model on all data sets; match its name or labels".formatted(type.wire()));
        }
    }

    private static void requirePatterns(List<Matcher> matchers) {
        for (var index = 0; index < matchers.size(); index++) {
            try {
                matchers.get(index).requirePattern();
            } catch (IllegalArgumentException unfit) {
                throw Invalid.inBody("/matchers/" + index, String.valueOf(unfit.getMessage()));
            }
        }
    }

    /// Whether its matchers let a signal through.
    boolean concerns(Signal signal) {
        return matchers.stream().allMatch(matcher -> matcher.accepts(signal));
    }

    /// Says whether a signal of this rule's alert type becomes an alert, and why or why not.
    public Decision judge(Signal signal) {
        for (var matcher : matchers) {
            if (!matcher.accepts(signal)) {
                return new Passes(matcher.describe() + " does not match");
            }
        }
        return ConditionsReader.read(alertType, conditions).judge(narrowed(signal));
    }

    private Signal narrowed(Signal signal) {
        if (!(signal instanceof RegressionsFound found)) {
            return signal;
        }
        var ofMetric = matchers.stream().filter(Matcher::isAboutMetric).toList();
        return new RegressionsFound(
                found.subject(),
                found.findings().stream()
                        .filter(finding -> ofMetric.stream().allMatch(matcher -> matcher.accepts(finding)))
                        .toList());
    }

    /// Whether it says itself which metrics it is about.
    public boolean namesMetrics() {
        return conditions.containsKey("metrics") || matchers.stream().anyMatch(Matcher::isAboutMetric);
    }

    /// The hours that costs are to be added up for, or empty where it compares none.
    public OptionalInt costWindowHours() {
        return ConditionsReader.read(alertType, conditions) instanceof CostConditions costs
                ? costs.windowHours()
                : OptionalInt.empty();
    }

    public String ruleId() {
        return ruleId;
    }

    public AlertType alertType() {
        return alertType;
    }

    public Severity severity() {
        return severity;
    }

    /// The names of the channels that are notified.
    public List<String> notificationChannels() {
        return List.copyOf(notificationChannels);
    }

    /// How long after an alert no new one of the same series is opened.
    public Duration cooldown() {
        return Duration.ofMinutes(cooldownMinutes);
    }

    /// How long after the last news of an alert people are reminded of it.
    public Duration remind() {
        return Duration.ofMinutes(remindMinutes);
    }

    /// How long an alert may go without being seen again before it is over, or empty: until its series is back.
    public Optional<Duration> autoResolve() {
        return Optional.ofNullable(autoResolveMinutes).map(Duration::ofMinutes);
    }

    /// How long after its end an alert goes on when its series breaks the rule again, or empty: a new one is opened.
    public Optional<Duration> reopen() {
        return Optional.ofNullable(reopenMinutes).map(Duration::ofMinutes);
    }

    /// Who is told when nobody acknowledges, the soonest first.
    public List<EscalationRules.Step> escalation() {
        return escalationRules == null ? List.of() : escalationRules.inOrder();
    }

    /// All channels that it names, for whatever news.
    List<String> allChannels() {
        return Stream.concat(
                        notificationChannels.stream(), escalation().stream().flatMap(step -> step.channels().stream()))
                .distinct()
                .toList();
    }

    /// Which alerts of the rule are told in one message.
    public Grouping grouping() {
        return grouping;
    }

    public @Nullable String runbookUrl() {
        return runbookUrl;
    }

    String name() {
        return name;
    }

    @Nullable
    String description() {
        return description;
    }

    boolean enabled() {
        return enabled;
    }

    Map<String, Object> conditions() {
        return Map.copyOf(conditions);
    }

    List<Matcher> matchers() {
        return List.copyOf(matchers);
    }

    int cooldownMinutes() {
        return cooldownMinutes;
    }

    @Nullable
    Integer autoResolveMinutes() {
        return autoResolveMinutes;
    }

    @Nullable
    EscalationRules escalationRules() {
        return escalationRules;
    }

    int remindMinutes() {
        return remindMinutes;
    }

    @Nullable
    Integer reopenMinutes() {
        return reopenMinutes;
    }

    Map<String, Object> metadata() {
        return metadata;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
