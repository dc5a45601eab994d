package io.llmlab.alert.notify.webhook;

import io.llmlab.alert.notify.ReceiverUrl;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.security.WebhookSignature;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Settings of a webhook.
///
/// @param headers sent along; kept secret, because tokens travel in them
/// @param timeout in seconds, 1 to 50 (null: 10)
/// @param secret `whsec_` and base64 of 24 to 64 bytes; null sends without a signature
@RegisterForReflection(ignoreNested = false)
record WebhookConfig(
        @Nullable String url,
        @Nullable Map<String, String> headers,
        @Nullable Integer timeout,
        @Nullable String secret) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_TIMEOUT_SECONDS = 50;
    private static final int MOST_HEADERS = 50;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]{0,4000}");
    private static final Set<String> OURS = Set.of(
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "content-type",
            "content-length",
            "transfer-encoding",
            "host",
            "connection");

    WebhookConfig {
        if (url != null) {
            ReceiverUrl.require(url, "/url");
        }
        if (timeout != null && (timeout < 1 || timeout > LONGEST_TIMEOUT_SECONDS)) {
            throw Invalid.inBody("/timeout", "must be 1 to %d seconds".formatted(LONGEST_TIMEOUT_SECONDS));
        }
        if (secret != null && !WebhookSignature.isSecret(secret)) {
            throw Invalid.inBody("/secret", "must be " + WebhookSignature.SECRET_FORM);
        }
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        if (headers.size() > MOST_HEADERS) {
            throw Invalid.inBody("/headers", "must be at most %d".formatted(MOST_HEADERS));
        }
        headers.forEach(WebhookConfig::requireHeader);
    }

    Duration patience() {
        return timeout == null ? DEFAULT_TIMEOUT : Duration.ofSeconds(timeout);
    }

    private static void requireHeader(String name, String value) {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw Invalid.inBody("/headers/" + name, "is no HTTP header: letters, digits and '-'; a value in ASCII");
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw Invalid.inBody("/headers/" + name, "is set by the service itself");
        }
    }
}
