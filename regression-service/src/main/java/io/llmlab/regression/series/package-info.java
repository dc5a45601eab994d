/// Metrics over time: one series per model, dataset, metric and stream, and its points.
@NullMarked
package io.llmlab.regression.series;

import org.jspecify.annotations.NullMarked;
