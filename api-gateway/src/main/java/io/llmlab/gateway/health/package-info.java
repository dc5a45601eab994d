/// Whether the suite works, as seen from the outside.
@NullMarked
package io.llmlab.gateway.health;

import org.jspecify.annotations.NullMarked;
