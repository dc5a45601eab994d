package io.llmlab.alert.notify.alertmanager;

import io.llmlab.alert.notify.Patience;
import io.llmlab.alert.notify.ReceiverHeaders;
import io.llmlab.alert.notify.ReceiverUrl;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a receiver of Alertmanager's webhooks listens.
///
/// @param headers sent along, for example a token; kept secret
/// @param timeout in seconds, 1 to 50 (null: 10)
@RegisterForReflection
record AlertmanagerConfig(
        @Nullable String url,
        @Nullable Map<String, String> headers,
        @Nullable Integer timeout) {

    AlertmanagerConfig {
        if (url != null) {
            ReceiverUrl.require(url, "/url");
        }
        Patience.require(timeout);
        headers = ReceiverHeaders.require(headers, Set.of());
    }

    Map<String, String> sentAlong() {
        return headers == null ? Map.of() : headers;
    }
}
