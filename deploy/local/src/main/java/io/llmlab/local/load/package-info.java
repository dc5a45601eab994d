/// `./lab import`: sends results of other harnesses to the suite.
@NullMarked
package io.llmlab.local.load;

import org.jspecify.annotations.NullMarked;
