/// What settings would have found over stored history.
@NullMarked
package io.llmlab.regression.dryrun;

import org.jspecify.annotations.NullMarked;
