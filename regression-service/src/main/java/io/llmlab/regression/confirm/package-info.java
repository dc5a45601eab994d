/// Regressions that are suspected and wait for repeats of their run: what was asked for, what came, what became of
/// them.
@NullMarked
package io.llmlab.regression.confirm;

import org.jspecify.annotations.NullMarked;
