/// The beginning of a sign of life that goes the whole way of a run.
@NullMarked
package io.llmlab.runner.heartbeat;

import org.jspecify.annotations.NullMarked;
