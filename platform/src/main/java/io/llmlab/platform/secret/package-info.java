/// Secrets at rest: sealed before they are stored, opened when they are used.
@NullMarked
package io.llmlab.platform.secret;

import org.jspecify.annotations.NullMarked;
