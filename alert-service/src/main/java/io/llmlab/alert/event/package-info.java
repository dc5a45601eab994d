/// What other services say, turned into signals.
@NullMarked
package io.llmlab.alert.event;

import org.jspecify.annotations.NullMarked;
