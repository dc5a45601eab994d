/// Failures a caller can act on, and how they look on the wire (RFC 9457).
@NullMarked
package io.llmlab.platform.problem;

import org.jspecify.annotations.NullMarked;
