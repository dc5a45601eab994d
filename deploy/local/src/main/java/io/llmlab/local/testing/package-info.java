/// What the services' tests use: both servers as a Quarkus test resource, and a reader of topics.
@NullMarked
package io.llmlab.local.testing;

import org.jspecify.annotations.NullMarked;
