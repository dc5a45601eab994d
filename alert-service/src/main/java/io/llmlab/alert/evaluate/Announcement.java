package io.llmlab.alert.evaluate;

import io.llmlab.alert.incident.Alert;
import io.llmlab.alert.notify.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the alerts that one run opened by one rule into one message.
@ApplicationScoped
class Announcement {

    /// An alert and what opened it.
    record Opened(Alert alert, Candidate candidate) {}

    private final LinkConfig links;
    private final Clock clock;

    Announcement(LinkConfig links, Clock clock) {
        this.links = links;
        this.clock = clock;
    }

    /// @param opened the most important first; never empty
    Message of(List<Opened> opened) {
        var first = opened.getFirst();
        var rule = first.candidate().rule();
        var subject = first.candidate().subject();
        return new Message(
                rule.alertType(),
                rule.severity(),
                rule.ruleId(),
                title(opened),
                clock.instant(),
                subject.model(),
                subject.dataset(),
                subject.runId(),
                opened.stream()
                        .limit(Message.MOST_ITEMS)
                        .map(Announcement::item)
                        .toList(),
                Math.max(0, opened.size() - Message.MOST_ITEMS),
                link(first.alert()),
                rule.runbookUrl(),
                false);
    }

    private static String title(List<Opened> opened) {
        var title = opened.getFirst().candidate().breach().title();
        return opened.size() == 1 ? title : "%s (and %d more)".formatted(title, opened.size() - 1);
    }

    private static Message.Item item(Opened opened) {
        var breach = opened.candidate().breach();
        return new Message.Item(
                opened.alert().id(),
                opened.alert().fingerprint(),
                breach.metricType(),
                breach.metricName(),
                breach.baselineValue(),
                breach.triggerValue(),
                breach.changePercent(),
                breach.pValue(),
                breach.text());
    }

    private @Nullable String link(Alert alert) {
        return links.publicUrl()
                .map(base -> "%s/?alert=%d".formatted(base.replaceAll("/+$", ""), alert.id()))
                .orElse(null);
    }
}
