/// How fast the gateway answers with a million metrics behind it.
@NullMarked
package io.llmlab.bench.gateway;

import org.jspecify.annotations.NullMarked;
