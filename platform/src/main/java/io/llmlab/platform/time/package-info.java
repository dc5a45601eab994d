/// The clock that everything asks for the time, and how often things come.
@NullMarked
package io.llmlab.platform.time;

import org.jspecify.annotations.NullMarked;
