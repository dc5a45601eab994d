/// Aggregates of the metrics by hour, day, week and month, kept up to date with each run.
@NullMarked
package io.llmlab.gateway.rollup;

import org.jspecify.annotations.NullMarked;
