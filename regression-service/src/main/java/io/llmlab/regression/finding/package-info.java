/// Regressions: opened once, kept up to date, and closed when the series is back.
@NullMarked
package io.llmlab.regression.finding;

import org.jspecify.annotations.NullMarked;
