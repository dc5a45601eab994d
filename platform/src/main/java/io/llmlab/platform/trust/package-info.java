/// Whom a service lets in, and on whose behalf it acts.
@NullMarked
package io.llmlab.platform.trust;

import org.jspecify.annotations.NullMarked;
