/// Any HTTP receiver, by Standard Webhooks 1.0.0.
@NullMarked
package io.llmlab.alert.notify.webhook;

import org.jspecify.annotations.NullMarked;
