package io.llmlab.alert.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.alert.notify.ChannelUsers;
import io.llmlab.alert.notify.Channels;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.http.Subset;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Makes, changes and finds rules.
@ApplicationScoped
public class AlertRuleService implements ChannelUsers {

    private final AlertRuleRepository rules;
    private final Channels channels;
    private final Subset subset;
    private final Audit audit;
    private final Clock clock;

    AlertRuleService(AlertRuleRepository rules, Channels channels, Subset subset, Audit audit, Clock clock) {
        this.rules = rules;
        this.channels = channels;
        this.subset = subset;
        this.audit = audit;
        this.clock = clock;
    }

    /// The rules that are asked about a signal, within the caller's transaction.
    public Uni<List<AlertRule>> enabledOf(AlertType... types) {
        return rules.enabledOf(List.of(types));
    }

    /// The rule as it is now, or empty where it was deleted; within the caller's transaction.
    public Uni<Optional<AlertRule>> find(String ruleId) {
        return rules.findById(ruleId).map(Optional::ofNullable);
    }

    @WithSession
    Uni<List<AlertRuleView>> list(Page page) {
        return rules.page(page.limit(), page.offset())
                .map(found -> found.stream().map(AlertRuleView::of).toList());
    }

    @WithSession
    Uni<AlertRuleView> get(String ruleId) {
        return rules.require(ruleId).map(AlertRuleView::of);
    }

    @WithTransaction
    Uni<AlertRuleView> create(AlertRuleRequest request) {
        var rule = AlertRule.of(request, clock.instant());
        return requireFree(rule.ruleId())
                .chain(() -> requireChannels(rule))
                .chain(() -> rules.persistAndFlush(rule))
                .call(() -> audit.record(Audit.ANONYMOUS, "created", "alert rule " + rule.ruleId()))
                .map(AlertRuleView::of);
    }

    /// The rule as it would be stored, or what does not fit. Nothing is stored, and its id may be taken.
    @WithSession
    Uni<AlertRule> drafted(AlertRuleRequest request) {
        var rule = AlertRule.of(request, clock.instant());
        return requireChannels(rule).replaceWith(rule);
    }

    @WithTransaction
    Uni<AlertRuleView> change(String ruleId, ObjectNode changes) {
        return rules.require(ruleId)
                .invoke(rule -> change(rule, changes))
                .call(this::requireChannels)
                .call(() -> audit.record(Audit.ANONYMOUS, "changed", "alert rule " + ruleId))
                .map(AlertRuleView::of);
    }

    private void change(AlertRule rule, ObjectNode changes) {
        var changed = subset.apply(AlertRuleRequest.of(rule), changes, AlertRuleRequest.class);
        if (!changed.ruleId().equals(rule.ruleId())) {
            throw Invalid.inBody("/rule_id", "cannot be changed");
        }
        rule.become(changed, clock.instant());
    }

    @WithTransaction
    Uni<Void> delete(String ruleId) {
        return rules.require(ruleId)
                .chain(rules::delete)
                .chain(() -> audit.record(Audit.ANONYMOUS, "deleted", "alert rule " + ruleId));
    }

    @Override
    public Uni<List<Use>> uses() {
        return rules.all()
                .map(found -> found.stream()
                        .map(rule -> new Use(rule.ruleId(), rule.enabled(), rule.allChannels()))
                        .toList());
    }

    private Uni<Void> requireFree(String ruleId) {
        return rules.has(ruleId)
                .invoke(taken -> {
                    if (taken) {
                        throw new Conflict("There is an alert rule %s already".formatted(ruleId));
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireChannels(AlertRule rule) {
        return channels.require(rule.notificationChannels(), "/notification_channels")
                .chain(() -> Multi.createFrom()
                        .iterable(EscalationChannels.of(rule.escalationRules()))
                        .onItem()
                        .transformToUniAndConcatenate(named -> channels.require(named.channels(), named.pointer()))
                        .onItem()
                        .ignoreAsUni());
    }
}
