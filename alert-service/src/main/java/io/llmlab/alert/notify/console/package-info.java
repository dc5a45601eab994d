/// The log as a channel.
@NullMarked
package io.llmlab.alert.notify.console;

import org.jspecify.annotations.NullMarked;
