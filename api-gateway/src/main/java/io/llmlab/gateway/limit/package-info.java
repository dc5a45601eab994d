/// How often somebody may ask.
@NullMarked
package io.llmlab.gateway.limit;

import org.jspecify.annotations.NullMarked;
