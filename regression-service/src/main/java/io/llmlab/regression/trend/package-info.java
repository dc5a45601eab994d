/// Where the metrics of a model are heading.
@NullMarked
package io.llmlab.regression.trend;

import org.jspecify.annotations.NullMarked;
