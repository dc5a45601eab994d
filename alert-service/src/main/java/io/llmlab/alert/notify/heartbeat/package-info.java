/// A dead man's switch: it is pinged while all is well.
@NullMarked
package io.llmlab.alert.notify.heartbeat;

import org.jspecify.annotations.NullMarked;
