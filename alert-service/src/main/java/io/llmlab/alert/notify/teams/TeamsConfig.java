package io.llmlab.alert.notify.teams;

import io.llmlab.alert.notify.ReceiverUrl;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// Which channel of Teams is told.
///
/// @param webhookUrl of the workflow "Post to a channel when a webhook request is received"; a secret: whoever
/// knows it can post
/// @param template of the text below the title
@RegisterForReflection
record TeamsConfig(@Nullable String webhookUrl, @Nullable String template) {

    TeamsConfig {
        if (webhookUrl != null) {
            ReceiverUrl.require(webhookUrl, "/webhook_url");
        }
    }
}
