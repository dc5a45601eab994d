/// How many items or runs it takes to see a drop, and how small a drop can be seen.
@NullMarked
package io.llmlab.regression.power;

import org.jspecify.annotations.NullMarked;
