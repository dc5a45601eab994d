/// Forgets what is too old: runs, metrics and samples by the month.
@NullMarked
package io.llmlab.runner.retention;

import org.jspecify.annotations.NullMarked;
