/// Jobs: which benchmark falls due when, and who starts it.
@NullMarked
package io.llmlab.runner.schedule;

import org.jspecify.annotations.NullMarked;
