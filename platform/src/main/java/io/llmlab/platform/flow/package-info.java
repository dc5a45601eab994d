/// Steps that follow each other without blocking.
@NullMarked
package io.llmlab.platform.flow;

import org.jspecify.annotations.NullMarked;
