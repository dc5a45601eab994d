/// Measures the regression service: how many runs it takes in, how soon it tells, and what a long history costs.
@NullMarked
package io.llmlab.bench.regression;

import org.jspecify.annotations.NullMarked;
