/// Where a finding began, what else moved with it, and therefore what is to be suspected.
@NullMarked
package io.llmlab.regression.cause;

import org.jspecify.annotations.NullMarked;
