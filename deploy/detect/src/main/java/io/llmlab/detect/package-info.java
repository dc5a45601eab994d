/// `./lab detect`: the engine without the suite.
@NullMarked
package io.llmlab.detect;

import org.jspecify.annotations.NullMarked;
