package io.llmlab.alert.incident;

import static java.util.stream.Collectors.groupingBy;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What alerts are made of. Whoever changes parts holds the row of their alert.
@ApplicationScoped
class PartRepository implements PanacheRepositoryBase<AlertPart, AlertPart.Key> {

    /// The parts of an alert that are kept, the lead first.
    Uni<List<AlertPart>> of(Alert alert) {
        return alert.isSingle()
                ? Uni.createFrom().item(List.of(AlertPart.only(alert)))
                : ofId(alert.id(), AlertPart.MOST);
    }

    /// Those of an alert that is known to have several.
    Uni<List<AlertPart>> ofId(long alertId, int most) {
        return find("alertId = ?1 order by position", alertId)
                .range(0, most - 1)
                .list();
    }

    /// The parts of them that still break the rule, for a message.
    Uni<List<News.Item>> openItems(Collection<Alert> alerts) {
        return itemsOf(alerts)
                .map(items ->
                        items.stream().filter(item -> item.part().isOpen()).toList());
    }

    /// What a message about them says: the parts that still break the rule, or of what is over all, with why it is.
    Uni<List<News.Item>> itemsOf(Collection<Alert> alerts) {
        return of(alerts, AlertPart.MOST)
                .map(parts -> alerts.stream()
                        .flatMap(alert -> parts.getOrDefault(alert.id(), List.of()).stream()
                                .filter(part -> part.isOpen() || alert.isOver())
                                .map(part -> new News.Item(alert, part, alert.isOver() ? whyOver(alert, part) : null)))
                        .toList());
    }

    private static @Nullable String whyOver(Alert alert, AlertPart part) {
        return part.clearedBecause() == null ? alert.handling().resolutionNotes() : part.clearedBecause();
    }

    /// The first parts of each of these, by the alert's id.
    Uni<Map<Long, List<AlertPart>>> of(Collection<Alert> alerts, int most) {
        var several = alerts.stream()
                .filter(alert -> !alert.isSingle())
                .map(Alert::id)
                .toList();
        return several.isEmpty()
                ? Uni.createFrom().item(singles(alerts))
                : find("alertId in ?1 and position <= ?2 order by alertId, position", several, most)
                        .list()
                        .map(found -> {
                            var all = singles(alerts);
                            all.putAll(found.stream().collect(groupingBy(AlertPart::alertId)));
                            return all;
                        });
    }

    private static Map<Long, List<AlertPart>> singles(Collection<Alert> alerts) {
        return alerts.stream()
                .filter(Alert::isSingle)
                .collect(Collectors.toMap(Alert::id, alert -> List.of(AlertPart.only(alert))));
    }
}
