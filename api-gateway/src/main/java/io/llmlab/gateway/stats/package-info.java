/// What the metrics came to by period, from the read model.
@NullMarked
package io.llmlab.gateway.stats;

import org.jspecify.annotations.NullMarked;
