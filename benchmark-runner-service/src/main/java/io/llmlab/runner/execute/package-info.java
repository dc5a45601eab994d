/// Executes queued runs: asks the model's endpoint, judges its answers, stores what came of it.
@NullMarked
package io.llmlab.runner.execute;

import org.jspecify.annotations.NullMarked;
