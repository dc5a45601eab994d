/// What a benchmark prints.
@NullMarked
package io.llmlab.bench.report;

import org.jspecify.annotations.NullMarked;
