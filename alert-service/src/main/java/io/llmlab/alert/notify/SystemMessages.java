package io.llmlab.alert.notify;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.signal.Severity;
import java.time.Instant;
import java.util.List;

/// What this system says of itself: about no model and no run.
final class SystemMessages {

    private static final String RULE = "system_error";

    private SystemMessages() {}

    /// @param reason why the system itself disabled the channel
    static Message disabled(String channel, String reason, Instant at) {
        var title = "Notification channel %s is disabled".formatted(channel);
        var text = "%s. What is to be sent waits until the channel is enabled again".formatted(Texts.oneLine(reason));
        return of(title, text, at);
    }

    private static Message of(String title, String text, Instant at) {
        return new Message(
                NewsKind.OPENED,
                AlertType.SYSTEM_ERROR,
                Severity.CRITICAL,
                RULE,
                title,
                at,
                null,
                null,
                null,
                List.of(item(text)),
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
