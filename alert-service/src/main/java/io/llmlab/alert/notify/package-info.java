/// Channels, and deliveries that survive a restart: what is said, to whom, and what the receiver answered.
@NullMarked
package io.llmlab.alert.notify;

import org.jspecify.annotations.NullMarked;
