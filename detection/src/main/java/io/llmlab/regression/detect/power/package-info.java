/// How many items or runs it takes to see a change, and how small a change can be seen.
@NullMarked
package io.llmlab.regression.detect.power;

import org.jspecify.annotations.NullMarked;
