package io.llmlab.alert.incident;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.llmlab.alert.notify.Notifications;
import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.timeline.Entry;
import io.llmlab.alert.timeline.EntryKind;
import io.llmlab.alert.timeline.Timeline;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells people what has become of alerts, and writes into their timelines that it does or why not. The one way from an
/// alert to a message; everything within the caller's transaction.
@ApplicationScoped
class Herald {

    private final Announcement announcement;
    private final Notifications notifications;
    private final Discretion discretion;
    private final Timeline timeline;
    private final Clock clock;

    Herald(
            Announcement announcement,
            Notifications notifications,
            Discretion discretion,
            Timeline timeline,
            Clock clock) {
        this.announcement = announcement;
        this.notifications = notifications;
        this.discretion = discretion;
        this.timeline = timeline;
        this.clock = clock;
    }

    /// Tells of the alerts that one rule opened because of one run, in one message: a common cause is said once.
    ///
    /// @param opened the most important first
    Uni<Void> opened(AlertRule rule, List<Alert> opened) {
        var items = opened.stream().map(alert -> new News.Item(alert, null)).toList();
        return items.isEmpty()
                ? Uni.createFrom().voidItem()
                : tell(new News(NewsKind.OPENED, items, rule.notificationChannels(), rule.runbookUrl()));
    }

    /// Tells further news of one alert.
    ///
    /// @param rule as it is now, or null where it was deleted
    /// @param why what there is to say of it now, or null where its own message says it
    Uni<Void> tell(NewsKind kind, Alert alert, @Nullable AlertRule rule, @Nullable String why, List<String> channels) {
        var runbook = rule == null ? null : rule.runbookUrl();
        return tell(new News(kind, List.of(new News.Item(alert, why)), channels, runbook));
    }

    /// Tells that alerts are over where something of them was heard, and takes back what is still to be sent of them.
    /// Alerts of one rule that were heard of on the same channels are told in one message.
    Uni<Void> over(List<News.Item> resolved) {
        var alerts = resolved.stream().map(item -> item.alert().id()).toList();
        return alerts.isEmpty()
                ? Uni.createFrom().voidItem()
                : notifications
                        .heardOf(alerts)
                        .call(() -> stop(alerts, "it is over"))
                        .chain(heard -> tellOver(resolved, heard));
    }

    /// Takes back what is still to be sent of these alerts, or kept back for later.
    ///
    /// @param reason for the timeline and for the deliveries
    Uni<Void> stop(List<Long> alerts, String reason) {
        return notifications
                .cancelPending(alerts, reason)
                .chain(cancelled -> discretion.drop(alerts, cancelled))
                .map(cancelled -> cancelled.entrySet().stream()
                        .map(of -> Entry.bySystem(of.getKey(), clock.instant(), EntryKind.CANCELLED, reason)
                                .with(Map.of("channels", of.getValue())))
                        .toList())
                .chain(timeline::append);
    }

    private Uni<Void> tellOver(List<News.Item> resolved, Map<Long, Set<String>> heard) {
        var audiences = resolved.stream()
                .filter(item -> heard.containsKey(item.alert().id()))
                .collect(groupingBy(item -> audienceOf(item.alert(), heard), LinkedHashMap::new, toList()));
        return Multi.createFrom()
                .iterable(audiences.entrySet())
                .map(told -> new News(
                        NewsKind.RESOLVED, told.getValue(), told.getKey().channels(), null))
                .onItem()
                .transformToUniAndConcatenate(this::tell)
                .onItem()
                .ignoreAsUni();
    }

    private record Audience(String ruleId, Set<String> channels) {}

    private static Audience audienceOf(Alert alert, Map<Long, Set<String>> heard) {
        return new Audience(alert.ruleId(), heard.getOrDefault(alert.id(), Set.of()));
    }

    /// Tells what may be told now; the rest is kept back until it may.
    Uni<Void> tell(News news) {
        return news.channels().isEmpty()
                ? write(news, EntryKind.HELD, "no channel is named", Map.of("news", news.kind()))
                : discretion
                        .pass(news)
                        .chain(free -> Multi.createFrom()
                                .iterable(free)
                                .onItem()
                                .transformToUniAndConcatenate(this::send)
                                .onItem()
                                .ignoreAsUni());
    }

    private Uni<Void> send(News news) {
        var at = clock.instant();
        news.items().forEach(item -> item.alert().told(at));
        return notifications
                .enqueue(announcement.of(news), news.alerts(), news.channels())
                .chain(plan -> write(news, EntryKind.PLANNED, null, Map.of("news", news.kind(), "channels", plan)));
    }

    private Uni<Void> write(News news, EntryKind kind, @Nullable String reason, Map<String, Object> details) {
        var at = clock.instant();
        return timeline.append(news.alerts().stream()
                .map(alert -> Entry.bySystem(alert, at, kind, reason).with(details))
                .toList());
    }
}
