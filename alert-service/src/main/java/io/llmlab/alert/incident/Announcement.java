package io.llmlab.alert.incident;

import io.llmlab.alert.notify.Message;
import io.llmlab.alert.signal.Cause;
import io.llmlab.alert.signal.NewsKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Puts news of alerts into one message.
@ApplicationScoped
class Announcement {

    private final LinkConfig links;
    private final Clock clock;

    Announcement(LinkConfig links, Clock clock) {
        this.links = links;
        this.clock = clock;
    }

    Message of(News news) {
        var alert = news.first();
        var first = alert.facts();
        return new Message(
                news.kind(),
                first.alertType(),
                first.severity(),
                first.ruleId(),
                headline(news),
                clock.instant(),
                alert.model().exists() ? alert.model() : null,
                first.datasetName(),
                first.runId(),
                news.items().stream()
                        .limit(Message.MOST_ITEMS)
                        .map(Announcement::item)
                        .toList(),
                Math.max(0, news.items().size() - Message.MOST_ITEMS),
                link("/?alert=" + first.id()),
                news.runbookUrl(),
                first.runId() == null ? null : link("/benchmark-runs/" + first.runId()),
                cause(news),
                false);
    }

    private static String headline(News news) {
        return news.kind() == NewsKind.GRAVER
                ? "Now %s: %s"
                        .formatted(news.first().facts().severity().name().toLowerCase(Locale.ROOT), title(news))
                : news.kind().title(title(news));
    }

    private static String title(News news) {
        var title = news.items().getFirst().alert().facts().title();
        var further = news.items().size() - 1;
        return further == 0 ? title : "%s (and %d more)".formatted(title, further);
    }

    private static Message.Item item(News.Item item) {
        var alert = item.alert().facts();
        return new Message.Item(
                alert.id(),
                alert.fingerprint(),
                alert.metricType(),
                alert.metricName(),
                alert.baselineValue(),
                alert.triggerValue(),
                item.alert().claim().changePercent(),
                item.alert().claim().pValue(),
                alert.thresholdValue(),
                item.alert().claim().evidence().interval(),
                item.why() == null ? alert.message() : item.why());
    }

    /// What one run gave rise to has one cause; each metric's finding tells it.
    private static @Nullable Cause cause(News news) {
        return news.items().stream()
                .map(item -> item.alert().claim().evidence().cause())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String link(String path) {
        return links.publicUrl().map(base -> base.replaceAll("/+$", "") + path).orElse(null);
    }
}
