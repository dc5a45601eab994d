/// Judges answers: one class for each way to do so.
@NullMarked
package io.llmlab.runner.score;

import org.jspecify.annotations.NullMarked;
