package io.llmlab.alert.incident;

import io.llmlab.alert.policy.HeldNews;
import io.llmlab.alert.policy.Hold;
import io.llmlab.alert.policy.Withheld;
import io.llmlab.alert.timeline.Entry;
import io.llmlab.alert.timeline.EntryKind;
import io.llmlab.alert.timeline.Timeline;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Where news lie that are not told now; the timelines of their alerts say why. [Release] asks again.
@ApplicationScoped
class Shelf {

    private final Withheld withheld;
    private final Timeline timeline;
    private final Clock clock;
    private final PartsConfig config;

    Shelf(Withheld withheld, Timeline timeline, Clock clock, PartsConfig config) {
        this.withheld = withheld;
        this.timeline = timeline;
        this.clock = clock;
        this.config = config;
    }

    /// @param bundle with what they are told together
    Uni<Void> keepBack(News news, Hold hold, String bundle) {
        var held = news.items().stream()
                .map(item -> new HeldNews(
                        item.alert().id(), item.part().fingerprint(), news.kind(), news.channels(), item.why()))
                .toList();
        return withheld.put(bundle, hold, held).chain(() -> note(news, hold.reason(), details(news, hold)));
    }

    /// Writes into the timelines why nobody is told.
    Uni<Void> note(News news, String reason, Map<String, Object> details) {
        var at = clock.instant();
        return timeline.append(news.alerts().stream()
                .map(alert -> Entry.bySystem(alert, at, EntryKind.HELD, reason).with(details(details, news, alert)))
                .toList());
    }

    private static Map<String, Object> details(Map<String, Object> common, News news, long alert) {
        var details = new HashMap<>(common);
        details.putAll(news.partsOf(alert));
        return details;
    }

    /// Keeps back, for a few minutes, what is no worse than people know.
    ///
    /// @param news of one alert
    Uni<Void> gather(News news) {
        var alert = news.first().alert();
        var slot = Math.max(1, config.gathered().toSeconds());
        var until = Instant.ofEpochSecond((clock.instant().getEpochSecond() / slot + 1) * slot);
        var by = "parts/%d".formatted(alert.id());
        var hold = new Hold(by, "told at %s with what else joins".formatted(until), Map.of(), until);
        return keepBack(news, hold, "%s@%s".formatted(by, until));
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

    /// Writes into the timelines which channels hear nothing any more.
    Uni<Void> noteCancelled(Map<Long, Set<String>> channels, String reason) {
        var at = clock.instant();
        return timeline.append(channels.entrySet().stream()
                .map(of -> Entry.bySystem(of.getKey(), at, EntryKind.CANCELLED, reason)
                        .with(Map.of("channels", of.getValue())))
                .toList());
    }

    private static Map<String, Object> details(News news, Hold hold) {
        var details = new HashMap<>(news.details());
        details.putAll(hold.details());
        if (hold.until() != null) {
            details.put("until", hold.until());
        }
        return details;
    }
}
