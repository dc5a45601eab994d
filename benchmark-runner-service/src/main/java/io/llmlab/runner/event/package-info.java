/// What the runner tells the other services about runs.
@NullMarked
package io.llmlab.runner.event;

import org.jspecify.annotations.NullMarked;
