/// Tests of the whole stack: real processes, a real Postgres, a real broker, over HTTP. What replicas do among
/// themselves is read from their database.
@NullMarked
package io.llmlab.e2e;

import org.jspecify.annotations.NullMarked;
