/// Slack, by incoming webhooks.
@NullMarked
package io.llmlab.alert.notify.slack;

import org.jspecify.annotations.NullMarked;
