package io.llmlab.alert.incident;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import io.llmlab.alert.incident.Overdue.Occasion;
import io.llmlab.alert.policy.HeldNews;
import io.llmlab.alert.policy.Target;
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

/// Asks again about news that were kept back, and tells what may be told by now. Alerts of one rule, or of one
/// group, are told of in one message.
@ApplicationScoped
class Release implements TimerHandler {

    private static final int AT_ONCE = 500;

    private final AlertRepository alerts;
    private final PartRepository parts;
    private final AlertRuleService rules;
    private final Withheld withheld;
    private final Gathering gathering;
    private final Herald herald;

    Release(
            AlertRepository alerts,
            PartRepository parts,
            AlertRuleService rules,
            Withheld withheld,
            Gathering gathering,
            Herald herald) {
        this.alerts = alerts;
        this.parts = parts;
        this.rules = rules;
        this.withheld = withheld;
        this.gathering = gathering;
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
        return withheld.alertsOf(bundle, after, AT_ONCE).chain(ids -> open(bundle, after, ids));
    }

    /// The rest of a bundle that is large is told in a message of its own.
    private Uni<Void> open(String bundle, long after, List<Long> ids) {
        if (ids.isEmpty()) {
            return after == 0 ? gathering.tell(bundle, false) : Uni.createFrom().voidItem();
        }
        var told = release(bundle, ids);
        return ids.size() < AT_ONCE ? told : told.chain(() -> withheld.goOn(bundle, ids.getLast()));
    }

    /// Alerts before news, as whoever changes an alert does.
    private Uni<Void> release(String bundle, List<Long> ids) {
        return alerts.toChange(ids)
                .call(() -> gathering.tell(bundle, true))
                .chain(found -> withheld.take(ids).chain(news -> tell(bundle, found, news)));
    }

    private Uni<Void> tell(String bundle, List<Alert> found, List<HeldNews> news) {
        return parts.of(found, AlertPart.MOST).chain(of -> tell(occasions(bundle, found, of, news)));
    }

    private static Map<Occasion, List<News.Item>> occasions(
            String bundle, List<Alert> found, Map<Long, List<AlertPart>> parts, List<HeldNews> news) {
        var ofAlert = news.stream().collect(groupingBy(HeldNews::alertId));
        var occasions = new LinkedHashMap<Occasion, List<News.Item>>();
        for (var alert : worstFirst(found)) {
            for (var part : parts.getOrDefault(alert.id(), List.of())) {
                var overdue = new Overdue(alert, part, ofAlert.getOrDefault(alert.id(), List.of()));
                overdue.occasion(Gathering.isOfGroup(bundle))
                        .ifPresent(occasion -> occasions
                                .computeIfAbsent(occasion, _ -> new ArrayList<>())
                                .add(overdue.item()));
            }
        }
        return occasions;
    }

    private Uni<Void> tell(Map<Occasion, List<News.Item>> occasions) {
        return Multi.createFrom()
                .iterable(occasions.entrySet())
                .onItem()
                .transformToUniAndConcatenate(told -> tell(told.getKey(), told.getValue()))
                .onItem()
                .ignoreAsUni();
    }

    private static List<Alert> worstFirst(List<Alert> found) {
        return found.stream()
                .sorted(comparing(alert -> alert.facts().severity()))
                .toList();
    }

    private Uni<Void> tell(Occasion occasion, List<News.Item> items) {
        var ruleId = items.getFirst().alert().ruleId();
        return rules.find(ruleId)
                .map(rule -> new News(
                        occasion.kind(),
                        items,
                        Target.of(ruleId, occasion.channels()),
                        rule.map(AlertRule::runbookUrl).orElse(null)))
                .chain(herald::tell);
    }
}
