/// Where computing happens: off the event loops.
@NullMarked
package io.llmlab.regression.compute;

import org.jspecify.annotations.NullMarked;
