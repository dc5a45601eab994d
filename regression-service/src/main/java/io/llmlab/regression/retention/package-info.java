/// Clears up what is too old: points by the month, items, suspicions. What pinned baselines rest on stays.
@NullMarked
package io.llmlab.regression.retention;

import org.jspecify.annotations.NullMarked;
