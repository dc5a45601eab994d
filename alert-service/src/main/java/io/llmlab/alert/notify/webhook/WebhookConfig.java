package io.llmlab.alert.notify.webhook;

import io.llmlab.alert.notify.Patience;
import io.llmlab.alert.notify.ReceiverHeaders;
import io.llmlab.alert.notify.ReceiverUrl;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.security.WebhookSignature;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Settings of a webhook.
///
/// @param headers sent along; kept secret, because tokens travel in them
/// @param timeout in seconds, 1 to 50 (null: 10)
/// @param secret `whsec_` and base64 of 24 to 64 bytes; null sends without a signature
/// @param previousSecret signs too, so that a receiver can change from the one to the other at any time
/// @param payload null: standard
/// @param template of a body of one's own, which must be JSON
@RegisterForReflection(ignoreNested = false)
record WebhookConfig(
        @Nullable String url,
        @Nullable Map<String, String> headers,
        @Nullable Integer timeout,
        @Nullable String secret,
        @Nullable String previousSecret,
        @Nullable Payload payload,
        @Nullable String template) {

    private static final Set<String> OURS = Set.of("webhook-id", "webhook-timestamp", "webhook-signature");

    enum Payload {
        STANDARD,
        FLAT
    }

    WebhookConfig {
        if (url != null) {
            ReceiverUrl.require(url, "/url");
        }
        Patience.require(timeout);
        if (secret != null && !WebhookSignature.isSecret(secret)) {
            throw Invalid.inBody("/secret", "must be " + WebhookSignature.SECRET_FORM);
        }
        if (previousSecret != null && !WebhookSignature.isSecret(previousSecret)) {
            throw Invalid.inBody("/previous_secret", "must be " + WebhookSignature.SECRET_FORM);
        }
        if (previousSecret != null && secret == null) {
            throw Invalid.inBody("/secret", "is required beside previous_secret: it is the one that follows");
        }
        if (template != null && payload != null) {
            throw Invalid.inBody("/payload", "cannot be chosen beside a template, which is the whole payload");
        }
        headers = ReceiverHeaders.require(headers, OURS);
    }

    /// The secrets that receivers may still know, the one to come first.
    List<String> signers() {
        return Stream.of(secret, previousSecret).filter(Objects::nonNull).toList();
    }

    Duration patience() {
        return Patience.of(timeout);
    }
}
