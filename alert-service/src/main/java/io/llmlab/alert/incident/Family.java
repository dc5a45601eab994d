package io.llmlab.alert.incident;

import io.llmlab.alert.notify.Notifications;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.signal.Severity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Open alerts of several rules about one series are one matter to whoever hears of them: a channel that knows
/// of the series is told of a further alert only because that is more severe, which the message says.
@ApplicationScoped
class Family {

    /// What may be news of a further alert. An end is told of each, and escalation has channels of its own.
    private static final Set<NewsKind> SIFTED =
            EnumSet.of(NewsKind.OPENED, NewsKind.REOPENED, NewsKind.WORSENED, NewsKind.REMINDED);

    private final Relatives relatives;
    private final Notifications notifications;

    Family(Relatives relatives, Notifications notifications) {
        this.relatives = relatives;
        this.notifications = notifications;
    }

    /// @param told as it is told to whom, in parts: the same, or that it is more severe now
    /// @param known what nobody hears, as other alerts have told it
    record Sifted(List<News> told, List<Known> known) {

        static Sifted all(News news) {
            return new Sifted(List.of(news), List.of());
        }
    }

    /// @param by the alert that told it
    record Known(News.Item item, Set<String> channels, long by) {

        String reason() {
            return "alert %d about the same series, which is no less severe, told %s of it"
                    .formatted(by, String.join(", ", channels));
        }
    }

    /// @param severity as it is now
    record Relative(long id, Severity severity) {}

    /// Within the caller's transaction.
    ///
    /// @param news for channels that are known
    Uni<Sifted> sift(News news) {
        return SIFTED.contains(news.kind())
                ? relatives
                        .of(news.items())
                        .chain(found -> found.isEmpty()
                                ? Uni.createFrom().item(Sifted.all(news))
                                : notifications.told(ids(found)).map(told -> sift(news, found, told)))
                : Uni.createFrom().item(Sifted.all(news));
    }

    private static Set<Long> ids(Map<Integer, List<Relative>> relatives) {
        var ids = new TreeSet<Long>();
        relatives.values().forEach(of -> of.forEach(relative -> ids.add(relative.id())));
        return ids;
    }

    private record Audience(NewsKind kind, Set<String> channels) {}

    private static Sifted sift(News news, Map<Integer, List<Relative>> relatives, Map<Long, Set<String>> told) {
        var audiences = new LinkedHashMap<Audience, List<News.Item>>();
        var known = new ArrayList<Known>();
        for (var place = 0; place < news.items().size(); place++) {
            var item = news.items().get(place);
            var of = relatives.getOrDefault(place, List.of());
            var channels = new LinkedHashMap<Audience, Set<String>>();
            for (var channel : news.channels()) {
                var gravest = gravest(of, channel, told);
                var kind = kindFor(news.kind(), item.alert(), gravest);
                if (kind != null) {
                    channels.computeIfAbsent(new Audience(kind, Set.of()), _ -> new TreeSet<>())
                            .add(channel);
                } else if (gravest != null) {
                    known.add(new Known(item, Set.of(channel), gravest.id()));
                }
            }
            channels.forEach((audience, names) -> audiences
                    .computeIfAbsent(new Audience(audience.kind(), names), _ -> new ArrayList<>())
                    .add(item(audience.kind(), item)));
        }
        return new Sifted(
                audiences.entrySet().stream()
                        .map(of -> news.as(
                                of.getKey().kind(),
                                of.getValue(),
                                List.copyOf(of.getKey().channels())))
                        .toList(),
                known);
    }

    private static @Nullable Relative gravest(List<Relative> of, String channel, Map<Long, Set<String>> told) {
        Relative gravest = null;
        for (var relative : of) {
            var heard = told.getOrDefault(relative.id(), Set.of()).contains(channel);
            if (heard && (gravest == null || relative.severity().compareTo(gravest.severity()) < 0)) {
                gravest = relative;
            }
        }
        return gravest;
    }

    /// @return null where it is no news
    private static @Nullable NewsKind kindFor(NewsKind kind, Alert alert, @Nullable Relative gravest) {
        if (gravest == null) {
            return kind;
        }
        var compared = alert.facts().severity().compareTo(gravest.severity());
        if (kind == NewsKind.OPENED || kind == NewsKind.REOPENED) {
            return compared < 0 ? NewsKind.GRAVER : null;
        }
        return compared > 0 ? null : kind;
    }

    private static News.Item item(NewsKind kind, News.Item item) {
        if (kind != NewsKind.GRAVER) {
            return item;
        }
        var facts = item.alert().facts();
        return new News.Item(
                item.alert(),
                item.part(),
                "Now %s: %s"
                        .formatted(
                                facts.severity().name().toLowerCase(Locale.ROOT),
                                item.why() == null ? item.part().claim().message() : item.why()));
    }
}
