/// The clock that everything asks for the time.
@NullMarked
package io.llmlab.platform.time;

import org.jspecify.annotations.NullMarked;
