/// Events leave in the transaction of their cause and reach Kafka at least once, in order.
@NullMarked
package io.llmlab.platform.outbox;

import org.jspecify.annotations.NullMarked;
