package io.llmlab.alert.incident;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.Notifications;
import io.llmlab.alert.policy.Target;
import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.timeline.Entry;
import io.llmlab.alert.timeline.EntryKind;
import io.llmlab.alert.timeline.Timeline;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Tells people what has become of alerts, and writes into their timelines that it does or why not. The one
/// way from an alert to a message; everything within the caller's transaction.
@ApplicationScoped
class Herald {

    private final PartRepository parts;
    private final Announcement announcement;
    private final Notifications notifications;
    private final Discretion discretion;
    private final Shelf shelf;
    private final Timeline timeline;

    Herald(
            PartRepository parts,
            Announcement announcement,
            Notifications notifications,
            Discretion discretion,
            Shelf shelf,
            Timeline timeline) {
        this.parts = parts;
        this.announcement = announcement;
        this.notifications = notifications;
        this.discretion = discretion;
        this.shelf = shelf;
        this.timeline = timeline;
    }

    /// Tells of the alerts that one rule opened at one time, in one message: a common cause is said once.
    ///
    /// @param opened the most important first
    Uni<Void> opened(AlertRule rule, List<News.Item> opened) {
        return opened.isEmpty() ? Uni.createFrom().voidItem() : tell(NewsKind.OPENED, opened, rule);
    }

    /// Tells further news of one part.
    Uni<Void> tell(NewsKind kind, News.Item item, AlertRule rule) {
        return tell(kind, List.of(item), rule);
    }

    /// The same of several, the most important first.
    Uni<Void> tell(NewsKind kind, List<News.Item> items, AlertRule rule) {
        return tell(new News(kind, items, target(rule, rule.notificationChannels()), rule.runbookUrl()));
    }

    /// Tells of parts that have joined an alert, with those that join it within the next minutes.
    Uni<Void> tellLater(List<News.Item> joined, AlertRule rule) {
        return shelf.gather(
                new News(NewsKind.WORSENED, joined, target(rule, rule.notificationChannels()), rule.runbookUrl()));
    }

    /// Tells further news of one alert, by the parts of it that still break the rule.
    ///
    /// @param rule as it is now, or null where it was deleted
    /// @param further what there is to say beyond the message of the first of them, or null: nothing
    Uni<Void> tell(
            NewsKind kind, Alert alert, @Nullable AlertRule rule, @Nullable String further, List<String> channels) {
        return parts.openItems(List.of(alert))
                .map(items -> further == null ? items : with(further, items))
                .chain(items -> items.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tell(
                                rule == null
                                        ? new News(kind, items, Target.of(alert.ruleId(), channels), null)
                                        : new News(kind, items, target(rule, channels), rule.runbookUrl())));
    }

    private static List<News.Item> with(String further, List<News.Item> items) {
        return IntStream.range(0, items.size())
                .mapToObj(place -> place == 0 ? items.getFirst().saying(further) : items.get(place))
                .toList();
    }

    private static Target target(AlertRule rule, List<String> channels) {
        return Target.of(rule.ruleId(), channels, rule.grouping());
    }

    /// Tells that alerts are over where something of them was heard, and takes back what is still to be sent
    /// of them. Alerts that were heard of on the same channels are told in one message: of one series there
    /// may be several.
    Uni<Void> over(List<News.Item> resolved) {
        var alerts = resolved.stream().map(item -> item.alert().id()).distinct().toList();
        return alerts.isEmpty()
                ? Uni.createFrom().voidItem()
                : notifications
                        .heardOf(alerts)
                        .call(() -> stop(alerts, "it is over"))
                        .chain(heard -> tellOver(resolved, heard));
    }

    /// A person has done this with an alert: what is still to be sent of it is not sent any more. People need
    /// not be told; receivers that keep alerts of their own and had heard of it are, whatever keeps news from
    /// people.
    ///
    /// @param reason for the timeline, the deliveries and the receivers
    Uni<Void> handled(NewsKind kind, Alert alert, String reason) {
        var ids = List.of(alert.id());
        return notifications
                .heardOf(ids)
                .call(() -> stop(ids, reason))
                .chain(heard -> notifications.followers(kind, heard.getOrDefault(alert.id(), Set.of())))
                .chain(followers -> followers.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : parts.of(alert)
                                .chain(all -> send(new News(
                                        kind,
                                        all.stream()
                                                .map(part -> new News.Item(alert, part, reason))
                                                .toList(),
                                        Target.of(alert.ruleId(), followers),
                                        null))));
    }

    /// Takes back what is still to be sent of these alerts, or kept back for later.
    ///
    /// @param reason for the timeline and for the deliveries
    Uni<Void> stop(List<Long> alerts, String reason) {
        return notifications
                .cancelPending(alerts, reason)
                .chain(cancelled -> shelf.drop(alerts, cancelled))
                .chain(dropped -> shelf.noteCancelled(dropped, reason));
    }

    private Uni<Void> tellOver(List<News.Item> resolved, Map<Long, Set<String>> heard) {
        var audiences = resolved.stream()
                .filter(item -> heard.containsKey(item.alert().id()))
                .collect(groupingBy(item -> audienceOf(item.alert(), heard), LinkedHashMap::new, toList()));
        return Multi.createFrom()
                .iterable(audiences.entrySet())
                .map(told -> new News(
                        NewsKind.RESOLVED,
                        told.getValue(),
                        Target.of(told.getValue().getFirst().alert().ruleId(), List.copyOf(told.getKey())),
                        null))
                .onItem()
                .transformToUniAndConcatenate(this::tell)
                .onItem()
                .ignoreAsUni();
    }

    private static Set<String> audienceOf(Alert alert, Map<Long, Set<String>> heard) {
        return heard.getOrDefault(alert.id(), Set.of());
    }

    /// Tells what may be told now; the rest is kept back until it may.
    Uni<Void> tell(News news) {
        return discretion
                .pass(news)
                .chain(free -> Multi.createFrom()
                        .iterable(free)
                        .onItem()
                        .transformToUniAndConcatenate(this::send)
                        .onItem()
                        .ignoreAsUni());
    }

    private Uni<Void> send(News news) {
        return announcement.of(news).chain(message -> send(news, message));
    }

    private Uni<Void> send(News news, Message message) {
        news.items().forEach(item -> item.alert().told(message.at()));
        return notifications
                .enqueue(message, news.alerts(), news.channels())
                .chain(plan -> write(news, plan, message.at()));
    }

    private Uni<Void> write(News news, Map<String, String> plan, Instant at) {
        var details = new HashMap<>(news.details());
        details.put("channels", plan);
        return timeline.append(news.alerts().stream()
                .map(alert -> Entry.bySystem(alert, at, EntryKind.PLANNED, null).with(details(details, news, alert)))
                .toList());
    }

    private static Map<String, Object> details(Map<String, Object> common, News news, long alert) {
        var details = new HashMap<>(common);
        details.putAll(news.partsOf(alert));
        return details;
    }
}
