/// Whether a pipeline may go on after a run.
@NullMarked
package io.llmlab.gateway.verdict;

import org.jspecify.annotations.NullMarked;
