/// Calls to addresses that people have typed in: which are made, and to where.
@NullMarked
package io.llmlab.platform.outgoing;

import org.jspecify.annotations.NullMarked;
