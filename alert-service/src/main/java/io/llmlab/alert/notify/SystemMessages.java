package io.llmlab.alert.notify;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.signal.Severity;
import java.time.Instant;
import java.util.List;

/// What this system says of itself: about no model and no run.
public final class SystemMessages {

    private static final String RULE = "system_error";

    private SystemMessages() {}

    /// @param reason why the system itself disabled the channel
    static Message disabled(String channel, String reason, Instant at) {
        var title = "Notification channel %s is disabled".formatted(channel);
        var text = "%s. What is to be sent waits until the channel is enabled again".formatted(Texts.oneLine(reason));
        return of(NewsKind.OPENED, Severity.CRITICAL, title, text, at);
    }

    /// @param leftAt when the synthetic finding that came through left the runner
    static Message heartbeat(Instant leftAt) {
        var title = "LLM Lab Monitor is alive";
        return of(NewsKind.HEARTBEAT, Severity.INFO, title, "A synthetic finding came through", leftAt);
    }

    /// What became of the lab in a while.
    ///
    /// @param lines one thing each
    public static Message digest(String title, List<String> lines, Instant at) {
        return of(NewsKind.DIGEST, Severity.INFO, "digest", title, lines, at);
    }

    private static Message of(NewsKind kind, Severity severity, String title, String text, Instant at) {
        return of(kind, severity, RULE, title, List.of(text), at);
    }

    private static Message of(
            NewsKind kind, Severity severity, String rule, String title, List<String> lines, Instant at) {
        return new Message(
                kind,
                AlertType.SYSTEM_ERROR,
                severity,
                rule,
                title,
                at,
                null,
                null,
                null,
                lines.stream().map(SystemMessages::item).toList(),
                0,
                null,
                null,
                null,
                null,
                false);
    }

    private static Message.Item item(String text) {
        return new Message.Item(null, null, null, null, null, null, null, null, null, null, text);
    }
}
