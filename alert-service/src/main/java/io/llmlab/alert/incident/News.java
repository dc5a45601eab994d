package io.llmlab.alert.incident;

import static java.util.stream.Collectors.toSet;

import io.llmlab.alert.policy.Target;
import io.llmlab.alert.policy.Traits;
import io.llmlab.alert.signal.NewsKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is said in one message.
///
/// @param items the most important first; never empty
/// @param target where it is said
record News(
        NewsKind kind,
        List<Item> items,
        Target target,
        @Nullable String runbookUrl) {

    /// @param part which of the alert's, be it the only one
    /// @param why what there is to say of the part now, or null where its own message says it
    record Item(Alert alert, AlertPart part, @Nullable String why) {

        /// Of an alert of one series.
        static Item of(Alert alert, @Nullable String why) {
            return new Item(alert, AlertPart.only(alert), why);
        }

        /// Beside its own message.
        Item saying(String further) {
            return new Item(alert, part, "%s. %s".formatted(part.claim().message(), further));
        }

        /// What there is to see of it for those who decide whether people are told.
        Traits traits() {
            return alert.traits(part);
        }
    }

    News {
        items = List.copyOf(items);
    }

    /// The same of some of the alerts.
    News about(List<Item> some) {
        return new News(kind, some, target, runbookUrl);
    }

    /// The same of some of the alerts for others.
    News about(List<Item> some, Target to) {
        return new News(kind, some, to, runbookUrl);
    }

    /// Other news of some of the alerts, on some of the channels.
    News as(NewsKind other, List<Item> some, List<String> channels) {
        return new News(other, some, target.on(channels), runbookUrl);
    }

    Item first() {
        return items.getFirst();
    }

    Set<Long> models() {
        return items.stream().map(item -> item.part().model().id()).collect(toSet());
    }

    List<Long> alerts() {
        return items.stream().map(item -> item.alert().id()).distinct().toList();
    }

    /// For the timeline of an alert of several parts: those that are told.
    Map<String, Object> partsOf(long alert) {
        var parts = items.stream()
                .filter(item -> item.alert().id() == alert && !item.alert().isSingle())
                .map(item -> item.part().about())
                .toList();
        return parts.isEmpty()
                ? Map.of()
                : Map.of("parts", parts.stream().limit(AlertFacts.MOST_PARTS).toList(), "parts_total", parts.size());
    }

    List<String> channels() {
        return target.channels();
    }

    /// For the timeline: what is told, and which route says where to.
    Map<String, Object> details() {
        var details = new HashMap<String, Object>();
        details.put("news", kind);
        if (target.route() != null) {
            details.put("route", target.route());
        }
        return details;
    }
}
