/// Events that a service could never process: kept with their reason, put back, or let go.
@NullMarked
package io.llmlab.platform.deadletter;

import org.jspecify.annotations.NullMarked;
