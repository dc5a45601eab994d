/// Runs of benchmarks: what was asked for, what became of it, its metrics and samples.
@NullMarked
package io.llmlab.runner.run;

import org.jspecify.annotations.NullMarked;
