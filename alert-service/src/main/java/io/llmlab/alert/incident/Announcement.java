package io.llmlab.alert.incident;

import io.llmlab.alert.link.LinkConfig;
import io.llmlab.alert.notify.Message;
import io.llmlab.alert.signal.Cause;
import io.llmlab.alert.signal.NewsKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts news of alerts into one message.
@ApplicationScoped
class Announcement {

    private final LinkConfig links;
    private final Surroundings surroundings;
    private final Clock clock;

    Announcement(LinkConfig links, Surroundings surroundings, Clock clock) {
        this.links = links;
        this.surroundings = surroundings;
        this.clock = clock;
    }

    /// Within the caller's transaction.
    Uni<Message> of(News news) {
        return surroundings.of(news).map(annotations -> message(news, annotations));
    }

    private Message message(News news, List<Message.Annotation> annotations) {
        var first = news.first().alert().facts();
        var part = news.first().part();
        return new Message(
                news.kind(),
                first.alertType(),
                first.severity(),
                first.ruleId(),
                headline(news),
                clock.instant(),
                part.model().exists() ? part.model() : null,
                part.datasetName(),
                part.runId(),
                items(news),
                Math.max(0, news.items().size() - Message.MOST_ITEMS),
                link("/?alert=" + first.id()),
                news.runbookUrl(),
                part.runId() == null ? null : link("/benchmark-runs/" + part.runId()),
                cause(news),
                chart(news),
                annotations,
                null,
                false);
    }

    /// Of the most important alert whose series is known. What is over needs no picture.
    private static Message.@Nullable Chart chart(News news) {
        return news.kind() == NewsKind.RESOLVED
                ? null
                : news.items().stream()
                        .map(item -> Announcement.chart(item.alert()))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse(null);
    }

    private static Optional<Message.Chart> chart(Alert alert) {
        var evidence = alert.claim().evidence();
        var facts = alert.facts();
        if (evidence.history() == null || facts.metricName() == null || facts.baselineValue() == null) {
            return Optional.empty();
        }
        var onset = evidence.cause() == null ? null : evidence.cause().onset().timestamp();
        return Optional.of(new Message.Chart(
                facts.metricName(),
                facts.baselineValue(),
                onset,
                evidence.history().points()));
    }

    private static String headline(News news) {
        return news.kind() == NewsKind.GRAVER
                ? "Now %s: %s"
                        .formatted(
                                news.first().alert().facts().severity().name().toLowerCase(Locale.ROOT), title(news))
                : news.kind().title(title(news));
    }

    private static String title(News news) {
        var title = news.first().part().claim().title();
        var further = news.items().size() - 1;
        return further == 0 ? title : "%s (and %d more)".formatted(title, further);
    }

    /// Where they are about different models or data sets, each says which.
    private static List<Message.Item> items(News news) {
        var abouts = news.items().stream().map(Announcement::about).distinct().count();
        return news.items().stream()
                .limit(Message.MOST_ITEMS)
                .map(item -> item(item, abouts > 1 ? about(item) + ": " : ""))
                .toList();
    }

    private static String about(News.Item item) {
        var dataset = item.part().datasetName();
        var model = item.part().model().name();
        return dataset == null ? model : "%s on %s".formatted(model, dataset);
    }

    private static Message.Item item(News.Item item, String prefix) {
        var part = item.part();
        var claim = part.claim();
        return new Message.Item(
                item.alert().id(),
                part.fingerprint(),
                part.metricType(),
                part.metricName(),
                claim.baselineValue(),
                claim.triggerValue(),
                claim.changePercent(),
                claim.pValue(),
                claim.thresholdValue(),
                claim.evidence().interval(),
                prefix + (item.why() == null ? claim.message() : item.why()),
                part.model().exists() ? part.model().name() : null,
                part.datasetName(),
                item.alert().fingerprint());
    }

    /// What one run gave rise to has one cause; each metric's finding tells it.
    static @Nullable Cause cause(News news) {
        return news.items().stream()
                .map(item -> item.alert().claim().evidence().cause())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String link(String path) {
        return links.to(path).orElse(null);
    }
}
