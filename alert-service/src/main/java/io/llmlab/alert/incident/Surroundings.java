package io.llmlab.alert.incident;

import io.llmlab.alert.annotation.Annotations;
import io.llmlab.alert.annotation.Annotations.Noted;
import io.llmlab.alert.annotation.Span;
import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.Texts;
import io.llmlab.alert.signal.Cause;
import io.llmlab.alert.signal.NewsKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What people noted around the time at which something began, and which may be why.
@ApplicationScoped
class Surroundings {

    /// A deploy shows in the next run, and that may be the one of the next day.
    private static final Duration BEFORE = Duration.ofHours(24);

    /// Pipelines note a deploy when it is done, hence after its effect has begun.
    private static final Duration AFTER = Duration.ofHours(1);

    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_NAME = 100;

    private final Annotations annotations;

    Surroundings(Annotations annotations) {
        this.annotations = annotations;
    }

    /// Those next to the onset, oldest first. Within the caller's transaction.
    Uni<List<Message.Annotation>> of(News news) {
        if (news.kind() == NewsKind.RESOLVED) {
            return Uni.createFrom().item(List.of());
        }
        var cause = Announcement.cause(news);
        var alert = news.first().alert();
        var onset = cause == null ? alert.openedAt() : cause.onset().timestamp();
        return annotations.within(span(alert, cause)).map(noted -> nearest(noted, onset, whom(news.first())));
    }

    /// From the last good run, or a day before the first bad one, to where that one surely was.
    private static Span span(Alert alert, @Nullable Cause cause) {
        if (cause == null) {
            return new Span(alert.openedAt().minus(BEFORE), alert.openedAt().plus(AFTER));
        }
        var earliest = cause.onset().earliest().timestamp();
        var good = cause.lastGood();
        var from = good != null && good.timestamp().isBefore(earliest) ? good.timestamp() : earliest;
        return new Span(from.minus(BEFORE), cause.onset().latest().timestamp().plus(AFTER));
    }

    private static List<Message.Annotation> nearest(List<Noted> noted, Instant onset, Map<String, String> whom) {
        return noted.stream()
                .filter(annotation -> annotation.concerns(whom))
                .sorted(Comparator.comparing(
                        annotation -> Duration.between(annotation.at(), onset).abs()))
                .limit(Message.MOST_ANNOTATIONS)
                .sorted(Comparator.comparing(Noted::at))
                .map(annotation -> new Message.Annotation(
                        annotation.at(),
                        Texts.atMost(LONGEST_TEXT, Texts.oneLine(annotation.text())),
                        Texts.atMost(LONGEST_NAME, Texts.oneLine(annotation.createdBy()))))
                .toList();
    }

    /// As annotations name it; what an alert does not have speaks for none and against none.
    private static Map<String, String> whom(News.Item item) {
        var part = item.part();
        var whom = new HashMap<>(part.labels());
        if (part.model().exists()) {
            whom.put("model", part.model().name());
            whom.put("provider", part.model().provider());
        }
        if (part.datasetName() != null) {
            whom.put("dataset", part.datasetName());
        }
        return whom;
    }
}
