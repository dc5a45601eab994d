/// The questions a benchmark asks: data sets, their versions and items.
@NullMarked
package io.llmlab.runner.dataset;

import org.jspecify.annotations.NullMarked;
