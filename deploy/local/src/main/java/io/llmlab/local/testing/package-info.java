/// What the services' tests use (both servers as a Quarkus test resource, a reader of topics), and what became of them.
@NullMarked
package io.llmlab.local.testing;

import org.jspecify.annotations.NullMarked;
