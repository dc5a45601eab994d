/// Tests of the whole stack: real processes, a real Postgres, a real broker, over HTTP only.
@NullMarked
package io.llmlab.e2e;

import org.jspecify.annotations.NullMarked;
