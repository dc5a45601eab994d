/// Takes in results of runs that were executed elsewhere.
@NullMarked
package io.llmlab.runner.load;

import org.jspecify.annotations.NullMarked;
