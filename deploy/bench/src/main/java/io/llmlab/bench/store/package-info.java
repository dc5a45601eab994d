/// The database under a service, as a benchmark looks into it.
@NullMarked
package io.llmlab.bench.store;

import org.jspecify.annotations.NullMarked;
