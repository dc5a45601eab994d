package io.llmlab.alert.notify.slack;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// Where Slack messages go when the channel itself does not say.
@ConfigMapping(prefix = "alert.slack")
interface SlackDefaults {

    Optional<String> webhookUrl();
}
