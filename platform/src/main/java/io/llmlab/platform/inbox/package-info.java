/// Events arrive at least once and take effect once.
@NullMarked
package io.llmlab.platform.inbox;

import org.jspecify.annotations.NullMarked;
