/// What counts as normal for a series: the runs that a person chose, or those before the newest ones, without the
/// stretches that were regressed.
@NullMarked
package io.llmlab.regression.baseline;

import org.jspecify.annotations.NullMarked;
