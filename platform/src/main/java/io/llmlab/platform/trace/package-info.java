/// One trace from a cause to what people hear of it, over the services and through their outboxes.
@NullMarked
package io.llmlab.platform.trace;

import org.jspecify.annotations.NullMarked;
