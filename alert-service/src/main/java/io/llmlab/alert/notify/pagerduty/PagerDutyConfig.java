package io.llmlab.alert.notify.pagerduty;

import io.llmlab.alert.notify.ReceiverUrl;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which service of PagerDuty is told.
///
/// @param routingKey the integration key of a service's integration "Events API v2"; a secret: whoever knows it
/// can page
/// @param url null: PagerDuty's own for the United States; `https://events.eu.pagerduty.com/v2/enqueue` for
/// accounts in Europe
/// @param template of the summary
@RegisterForReflection
record PagerDutyConfig(
        @Nullable String routingKey,
        @Nullable String url,
        @Nullable String template) {

    private static final String DEFAULT_URL = "https://events.pagerduty.com/v2/enqueue";
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{32}");

    PagerDutyConfig {
        if (routingKey != null && !KEY.matcher(routingKey).matches()) {
            throw Invalid.inBody("/routing_key", "must be the 32 letters and digits of an integration key");
        }
        if (url != null) {
            ReceiverUrl.require(url, "/url");
        }
    }

    String address() {
        return url == null ? DEFAULT_URL : url;
    }
}
