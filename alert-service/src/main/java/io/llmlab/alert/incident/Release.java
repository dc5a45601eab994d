package io.llmlab.alert.incident;

import static java.util.stream.Collectors.groupingBy;

import io.llmlab.alert.incident.Overdue.Occasion;
import io.llmlab.alert.policy.HeldNews;
import io.llmlab.alert.policy.Withheld;
import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.AlertRuleService;
import io.llmlab.alert.timer.Timer;
import io.llmlab.alert.timer.TimerHandler;
import io.llmlab.alert.timer.TimerKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asks again about news that were kept back, and tells what may be told by now. Alerts of one rule are told of in one
/// message.
@ApplicationScoped
class Release implements TimerHandler {

    private static final int AT_ONCE = 500;

    private final AlertRepository alerts;
    private final AlertRuleService rules;
    private final Withheld withheld;
    private final Herald herald;

    Release(AlertRepository alerts, AlertRuleService rules, Withheld withheld, Herald herald) {
        this.alerts = alerts;
        this.rules = rules;
        this.withheld = withheld;
        this.herald = herald;
    }

    @Override
    public TimerKind kind() {
        return TimerKind.RELEASE;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        if (timer.payload().get("by") instanceof String by) {
            return withheld.reviewBundles(by);
        }
        var bundle = String.valueOf(timer.payload().get("bundle"));
        var after = timer.payload().get("after") instanceof Number number ? number.longValue() : 0;
        return withheld.alertsOf(bundle, after, AT_ONCE).chain(ids -> release(bundle, ids));
    }

    /// Alerts before news, as whoever changes an alert does.
    private Uni<Void> release(String bundle, List<Long> ids) {
        var released = alerts.toChange(ids).chain(found -> withheld.take(ids).chain(news -> tell(found, news)));
        return ids.size() < AT_ONCE ? released : released.chain(() -> withheld.goOn(bundle, ids.getLast()));
    }

    private Uni<Void> tell(List<Alert> found, List<HeldNews> news) {
        var ofAlert = news.stream().collect(groupingBy(HeldNews::alertId));
        var occasions = new LinkedHashMap<Occasion, List<News.Item>>();
        found.stream()
                .map(alert -> new Overdue(alert, ofAlert.getOrDefault(alert.id(), List.of())))
                .forEach(overdue -> overdue.occasion()
                        .ifPresent(occasion -> occasions
                                .computeIfAbsent(occasion, _ -> new ArrayList<>())
                                .add(overdue.item())));
        return Multi.createFrom()
                .iterable(occasions.entrySet())
                .onItem()
                .transformToUniAndConcatenate(this::tell)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> tell(Map.Entry<Occasion, List<News.Item>> told) {
        var occasion = told.getKey();
        return rules.find(occasion.ruleId())
                .map(rule -> new News(
                        occasion.kind(),
                        told.getValue(),
                        occasion.channels(),
                        rule.map(AlertRule::runbookUrl).orElse(null)))
                .chain(herald::tell);
    }
}
