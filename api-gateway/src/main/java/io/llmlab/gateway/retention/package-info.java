/// Forgets what of the read model is too old. Aggregates stay.
@NullMarked
package io.llmlab.gateway.retention;

import org.jspecify.annotations.NullMarked;
