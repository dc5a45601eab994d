package io.llmlab.alert.incident;

import io.llmlab.alert.policy.HeldNews;
import io.llmlab.alert.policy.Hold;
import io.llmlab.alert.policy.InForce;
import io.llmlab.alert.policy.Policies;
import io.llmlab.alert.policy.Withheld;
import io.llmlab.alert.timeline.Entry;
import io.llmlab.alert.timeline.EntryKind;
import io.llmlab.alert.timeline.Timeline;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Keeps news back that people are not to hear now, and writes into the timelines why. [Release] asks again.
@ApplicationScoped
class Discretion {

    private final Policies policies;
    private final Withheld withheld;
    private final Timeline timeline;

    Discretion(Policies policies, Withheld withheld, Timeline timeline) {
        this.policies = policies;
        this.withheld = withheld;
        this.timeline = timeline;
    }

    /// @return what may be told now: the news, a part of them, or nothing
    Uni<List<News>> pass(News news) {
        return policies.inForce(news.models()).chain(inForce -> pass(news, inForce));
    }

    /// Forgets what is kept back of these alerts.
    ///
    /// @param cancelled the channels that do not hear of them anyway, by alert
    /// @return the same with those that would have heard what was kept back
    Uni<Map<Long, Set<String>>> drop(List<Long> alerts, Map<Long, Set<String>> cancelled) {
        return withheld.take(alerts).map(news -> {
            var all = new HashMap<>(cancelled);
            news.forEach(held ->
                    all.computeIfAbsent(held.alertId(), _ -> new TreeSet<>()).addAll(held.channels()));
            return all;
        });
    }

    private Uni<List<News>> pass(News news, InForce inForce) {
        var free = new ArrayList<News.Item>();
        var held = new LinkedHashMap<Hold, List<News.Item>>();
        for (var item : news.items()) {
            inForce.holds(item.alert().traits())
                    .ifPresentOrElse(
                            hold -> held.computeIfAbsent(hold, _ -> new ArrayList<>())
                                    .add(item),
                            () -> free.add(item));
        }
        return Multi.createFrom()
                .iterable(held.entrySet())
                .onItem()
                .transformToUniAndConcatenate(kept -> keepBack(news.about(kept.getValue()), kept.getKey(), inForce))
                .onItem()
                .ignoreAsUni()
                .replaceWith(free.isEmpty() ? List.of() : List.of(news.about(free)));
    }

    private Uni<Void> keepBack(News news, Hold hold, InForce inForce) {
        var first = news.items().getFirst().alert();
        var bundle =
                "%s/%s/%d@%s".formatted(hold.by(), first.ruleId(), first.model().id(), hold.until());
        var entries = news.alerts().stream()
                .map(alert -> Entry.bySystem(alert, inForce.now(), EntryKind.HELD, hold.reason())
                        .with(details(news, hold)))
                .toList();
        return withheld.put(bundle, hold, held(news)).chain(() -> timeline.append(entries));
    }

    private static List<HeldNews> held(News news) {
        var channels = List.copyOf(news.channels());
        return news.items().stream()
                .map(item -> new HeldNews(item.alert().id(), news.kind(), channels, item.why()))
                .toList();
    }

    private static Map<String, Object> details(News news, Hold hold) {
        var details = new HashMap<String, Object>(hold.details());
        details.put("news", news.kind());
        if (hold.until() != null) {
            details.put("until", hold.until());
        }
        return details;
    }
}
