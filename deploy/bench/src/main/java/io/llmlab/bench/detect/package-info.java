/// `./lab bench detect`: how often detection errs, how soon it sees, and what it costs.
@NullMarked
package io.llmlab.bench.detect;

import org.jspecify.annotations.NullMarked;
