package io.llmlab.alert.incident;

import io.llmlab.alert.policy.InForce;
import io.llmlab.alert.policy.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// News and where they go: to the channels that they name, or else where routes say.
///
/// @param nowhere of which nobody is told
record Directed(List<News> news, List<News.Item> nowhere) {

    static Directed of(News news, InForce inForce) {
        return news.channels().isEmpty() ? byRoutes(news, inForce) : new Directed(List.of(news), List.of());
    }

    private static Directed byRoutes(News news, InForce inForce) {
        var byTarget = new LinkedHashMap<Target, List<News.Item>>();
        var nowhere = new ArrayList<News.Item>();
        for (var item : news.items()) {
            var targets = inForce.targets(item.traits());
            if (targets.isEmpty()) {
                nowhere.add(item);
            }
            targets.forEach(target ->
                    byTarget.computeIfAbsent(target, _ -> new ArrayList<>()).add(item));
        }
        var directed = byTarget.entrySet().stream()
                .map(to -> news.about(to.getValue(), to.getKey()))
                .toList();
        return new Directed(directed, nowhere);
    }
}
