package io.llmlab.alert.notify.webhook;

import io.llmlab.alert.notify.Message;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/// What a webhook receives.
///
/// @param type `alert.fired`, `alert.resolved` and so on, or `alert.test` for a test that a person asked for
@RegisterForReflection(ignoreNested = false)
record WebhookBody(String type, Instant timestamp, Message data) {

    static WebhookBody of(Message message) {
        return new WebhookBody(message.test() ? "alert.test" : message.kind().eventType(), message.at(), message);
    }
}
