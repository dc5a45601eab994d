/// What other services ask for: events that come in.
@NullMarked
package io.llmlab.runner.intake;

import org.jspecify.annotations.NullMarked;
