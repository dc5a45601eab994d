/// Measures the benchmark runner: reading and storing of imported results, due jobs, and the executor.
@NullMarked
package io.llmlab.bench.runner;

import org.jspecify.annotations.NullMarked;
